class Arjovsky(Rule):
    """W = D3 R2 F^-1 D2 P R1 F D1, unitary for all its 7n parameters, and gradient descent on these."""

    def __init__(self, random, optimiser):
        bounds = [math.pi] * 3 + [1] * 4
        drawn = [[random.uniform(-bound, bound) for _ in range(UNITS)] for bound in bounds]
        order = list(range(UNITS))
        for i in range(UNITS - 1, 0, -1):
            j = random.below(i + 1)
            order[i], order[j] = order[j], order[i]
        W0 = torch.eye(UNITS, dtype=torch.complex128)
        super().__init__(W0, torch.tensor(drawn, dtype=torch.float64), optimiser)
        self.register_buffer("order", torch.tensor(order))
        self.W = self.product().detach()

    def product(self):
        turn1, turn2, turn3 = torch.exp(1j * self.theta[:3])[..., None]
        v1, v2 = torch.complex(self.theta[3::2], self.theta[4::2])

        def reflect(X, v):
            return X - 2 * torch.outer(v, v.conj() @ X) / v.abs().square().sum()

        X = torch.fft.fft(turn1 * torch.eye(UNITS).to(self.theta), dim=0, norm="ortho")
        X = turn2 * reflect(X, v1)[self.order]
        X = torch.fft.ifft(X, dim=0, norm="ortho")
        return turn3 * reflect(X, v2)

    def step(self, G, alpha):
        self.move(torch.autograd.grad(self.product(), self.theta, G)[0], alpha)
        self.W = self.product().detach()
