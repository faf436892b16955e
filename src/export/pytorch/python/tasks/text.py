classes = {token: index for index, token in enumerate(kept)}
ids = torch.tensor([classes.get(token, len(kept)) for token in tokens])
INPUTS = OUTPUTS = len(kept) + 1


def batch(k):
    """Read LENGTH tokens from the first nine tenths of the text; answer the next one."""
    random = Random(f"batch {k}")
    starts = [random.below(int(0.9 * len(ids)) - LENGTH) for _ in range(BATCH)]
    windows = torch.stack([ids[start : start + LENGTH + 1] for start in starts], dim=1)
    return F.one_hot(windows[:-1], INPUTS).float(), windows[1:]
