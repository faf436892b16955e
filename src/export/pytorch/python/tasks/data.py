DATA = Path(__file__).with_name(DATA_FILE)
if not DATA.exists():
    raise SystemExit(f"{DATA_FILE} must stand beside this program. The lab has it at {DATA_ADDRESS}")
