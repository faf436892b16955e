class Descent:
    """W <- W - alpha G with G = dL/dW."""

    def __init__(self, W0, optimiser):
        self.W = W0
        self.optimiser = optimiser([self.W], ALPHA)

    def step(self, G):
        self.W.grad = G
        self.optimiser.step()
