from pathlib import Path
from urllib.request import urlretrieve

if not Path(DATA_FILE).exists():
    urlretrieve(DATA_ADDRESS, DATA_FILE)
