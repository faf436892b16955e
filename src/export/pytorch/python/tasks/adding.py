INPUTS, OUTPUTS, DRAWS = 2, 1, LENGTH + 2
FIRST, TESTED, SCORED = -1, -1, -1


def sequences(u, held_out=False):
    """Read LENGTH numbers, one in each half marked; answer the sum of the marked ones at the end."""
    half = LENGTH // 2
    values, each = u[:, :LENGTH].float().T, torch.arange(len(u))
    inputs, targets = torch.zeros(LENGTH, len(u), INPUTS), torch.zeros(LENGTH, len(u), OUTPUTS)
    inputs[..., 0] = values
    for marked in ((u[:, -2] * half).long(), half + (u[:, -1] * (LENGTH - half)).long()):
        inputs[marked, each, 1] = 1
        targets[-1, :, 0] += values[marked, each]
    return inputs, targets
