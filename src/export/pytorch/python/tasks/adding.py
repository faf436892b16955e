INPUTS, OUTPUTS, FIRST = 2, 1, -1


def batch(k):
    """Read LENGTH numbers, one in each half marked; answer the sum of the marked ones at the end."""
    random, half = Random(f"batch {k}"), LENGTH // 2
    inputs, targets = torch.zeros(LENGTH, BATCH, INPUTS), torch.zeros(LENGTH, BATCH, OUTPUTS)
    for i in range(BATCH):
        inputs[:, i, 0] = torch.tensor([random.next() for _ in range(LENGTH)])
        marked = [random.below(half), half + random.below(LENGTH - half)]
        inputs[marked, i, 1] = 1
        targets[-1, i] = inputs[marked, i, 0].sum()
    return inputs, targets
