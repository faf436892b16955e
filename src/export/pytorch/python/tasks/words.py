TOKEN = r"\b(?:mr|mrs|dr|esq)\.|[^\W_]+(?:['’-][^\W_]+)*|[^\s\w]|_"
tokens = re.findall(TOKEN, DATA.read_text(encoding="utf-8").lower())
counts = Counter(tokens[: int(0.9 * len(tokens))])
kept = [token for token, _ in counts.most_common(VOCABULARY)]
