"""The demo's population: people who do not exist, in the registers of agencies that hold something about them."""
