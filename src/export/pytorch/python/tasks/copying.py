INPUTS, OUTPUTS, FIRST = ALPHABET + 2, ALPHABET + 1, 0


def batch(k):
    """Read RECALL symbols, blanks and a marker after LENGTH steps; answer blanks, and then the symbols."""
    random, (blank, marker) = Random(f"batch {k}"), (ALPHABET, ALPHABET + 1)
    symbols = torch.tensor([[random.below(ALPHABET) for _ in range(RECALL)] for _ in range(BATCH)]).T
    inputs = torch.full((LENGTH + 2 * RECALL, BATCH), blank)
    targets = inputs.clone()
    inputs[:RECALL] = symbols
    inputs[RECALL + LENGTH - 1] = marker
    targets[-RECALL:] = symbols
    return F.one_hot(inputs, INPUTS).float(), targets
