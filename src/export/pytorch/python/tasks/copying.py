INPUTS, OUTPUTS, DRAWS = ALPHABET + 2, ALPHABET + 1, RECALL
FIRST, TESTED, SCORED = 0, 0, -RECALL


def sequences(u, held_out=False):
    """Read RECALL symbols, blanks and a marker after LENGTH steps; answer blanks, and then the symbols."""
    blank, marker = ALPHABET, ALPHABET + 1
    symbols = (u * ALPHABET).long().T
    inputs = torch.full((LENGTH + 2 * RECALL, len(u)), blank)
    targets = inputs.clone()
    inputs[:RECALL] = symbols
    inputs[RECALL + LENGTH - 1] = marker
    targets[-RECALL:] = symbols
    return inputs, targets
