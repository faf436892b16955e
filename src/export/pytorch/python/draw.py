@torch.no_grad()
def draw(weight, bound, random):
    """Fills a weight with numbers between -bound and bound, column after column."""
    values = [random.uniform(-bound, bound) for _ in range(weight.numel())]
    weight.copy_(torch.tensor(values).view(*weight.T.shape).T)
