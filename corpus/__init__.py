"""The sample of invented disclosures, and the program that writes it. Not part of the installed miner."""
