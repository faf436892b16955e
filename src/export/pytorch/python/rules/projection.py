class Projection(Rule):
    """W <- polar(W - alpha G)."""

    def __init__(self, W0, optimiser):
        super().__init__(W0, W0, optimiser)

    def step(self, G, alpha):
        self.W = polar(self.move(G, alpha))
        self.theta.data.copy_(self.W)
