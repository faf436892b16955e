# A notebook has no file of its own; its data is in the working directory.
DATA = Path(globals().get("__file__", DATA_FILE)).with_name(DATA_FILE)
if not DATA.exists():
    raise SystemExit(f"{DATA_FILE} must stand beside this program. The lab has it at {DATA_ADDRESS}")
