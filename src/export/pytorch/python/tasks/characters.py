tokens = " ".join(DATA.read_text(encoding="utf-8").lower().split())
counts = Counter(tokens[: int(0.9 * len(tokens))])
kept = [token for token, count in counts.most_common() if count >= 20]
