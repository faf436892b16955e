class ScoRNN(Rule):
    """W = (I + A)^-1 (I - A) D and A <- A - alpha (M - M*), M being the gradient in A as if its entries were free."""

    def __init__(self, W0, optimiser):
        d = self.signs(W0)
        I = torch.eye(UNITS).to(W0)
        A = torch.linalg.solve(I + W0 * d, I - W0 * d)
        super().__init__(W0, (A - A.mH) / 2, optimiser)
        self.register_buffer("d", d)
        self.W = self.product().detach()

    @staticmethod
    def signs(W0):
        """The diagonal of D, by elimination on W0 + D: no pivot is less than 1, so I + W0 D can be inverted."""
        rest, d = W0.clone(), torch.ones(UNITS, dtype=torch.float64)
        for k in range(UNITS):
            if rest[k, k].real < -1e-10:
                d[k] = -1
            rest -= torch.outer(rest[:, k], rest[k]) / (rest[k, k] + d[k])
        return d

    def product(self):
        I = torch.eye(UNITS).to(self.theta)
        return torch.linalg.solve(I + self.theta, I - self.theta) * self.d

    def step(self, G, alpha):
        (M,) = torch.autograd.grad(self.product(), self.theta, G)
        self.move(M - M.mH, alpha)
        self.W = self.product().detach()
