class Descent(Rule):
    """W <- W - alpha G with G = dL/dW."""

    def __init__(self, W0, optimiser):
        super().__init__(W0, W0, optimiser)

    def step(self, G, alpha):
        self.W = self.move(G, alpha).clone()
