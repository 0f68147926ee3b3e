"""``miner serve``: the report live, for the reviewers at one machine."""

from miner.report.web.app import create_app
from miner.report.web.serving import Serving, serve

__all__ = ["Serving", "create_app", "serve"]
