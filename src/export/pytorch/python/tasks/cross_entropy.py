def loss_of(y, targets):
    return F.cross_entropy(y.flatten(0, 1), targets.flatten())


def is_right(y, targets):
    return y.argmax(-1) == targets
