INPUTS, OUTPUTS, DRAWS = ALPHABET + 3, ALPHABET + 1, 1 + WORDS + WORDS * RECALL
FIRST, TESTED, SCORED = 0, 0, -RECALL


def sequences(u, held_out=False):
    """Read LENGTH steps of blanks and words, a reset and RECALL symbols each, and a marker; answer blanks, and then the last word."""
    blank, reset, marker = ALPHABET, ALPHABET + 1, ALPHABET + 2
    each = torch.arange(len(u))
    words = 1 + (u[:, 0] * WORDS).long()
    symbols = (u[:, 1 + WORDS :] * ALPHABET).long().view(-1, WORDS, RECALL)
    # R. Floyd's random subset of a word in one piece and each blank; words that a sequence does not have come last.
    places = torch.full((len(u), WORDS), LENGTH)
    for word in range(WORDS):
        last = LENGTH - words * RECALL - words + word
        drawn = (u[:, 1 + word] * (last + 1)).long()
        chosen = torch.where((places == drawn[:, None]).any(1), last, drawn)
        places[:, word] = torch.where(word < words, chosen, LENGTH)
    starts = places.sort(1).values + torch.arange(WORDS) * RECALL
    inputs = torch.full((LENGTH + 1 + RECALL, len(u)), blank)
    targets = inputs.clone()
    for word in range(WORDS):
        there = each[word < words]
        start = starts[there, word]
        inputs[start, there] = reset
        for s in range(RECALL):
            inputs[start + 1 + s, there] = symbols[there, word, s]
    inputs[LENGTH] = marker
    targets[-RECALL:] = symbols[each, words - 1].T
    return inputs, targets
