class Projection:
    """W <- polar(W - alpha G)."""

    def __init__(self, W0, optimiser):
        self.W = W0
        self.optimiser = optimiser([self.W], ALPHA)

    def step(self, G):
        self.W.grad = G
        self.optimiser.step()
        self.W.copy_(polar(self.W))
