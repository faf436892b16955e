classes = {token: index for index, token in enumerate(kept)}
ids = torch.tensor([classes.get(token, len(kept)) for token in tokens])
INPUTS = OUTPUTS = len(kept) + 1
DRAWS, TESTED, SCORED = 1, -1, -1


def sequences(u, held_out=False):
    """Read LENGTH tokens from the first nine tenths of the text, or held out from the last; answer the next one."""
    cut = int(0.9 * len(ids))
    first, end = (cut, len(ids)) if held_out else (0, cut)
    starts = first + (u[:, 0] * (end - first - LENGTH)).long()
    windows = ids[starts + torch.arange(LENGTH + 1)[:, None]]
    return windows[:-1], windows[1:]
