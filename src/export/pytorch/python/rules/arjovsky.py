class Arjovsky:
    """W = D3 R2 F^-1 D2 P R1 F D1, unitary for all its 7n parameters, and gradient descent on these."""

    def __init__(self, random, optimiser):
        bounds = [math.pi] * 3 + [1] * 4
        drawn = [[random.uniform(-bound, bound) for _ in range(UNITS)] for bound in bounds]
        self.order = list(range(UNITS))
        for i in range(UNITS - 1, 0, -1):
            j = random.below(i + 1)
            self.order[i], self.order[j] = self.order[j], self.order[i]
        self.parameters = torch.tensor(drawn, dtype=torch.float64, requires_grad=True)
        self.optimiser = optimiser([self.parameters], ALPHA)
        self.W = self.product().detach()

    def product(self):
        turn1, turn2, turn3 = torch.exp(1j * self.parameters[:3])[..., None]
        v1, v2 = torch.complex(self.parameters[3::2], self.parameters[4::2])

        def reflect(X, v):
            return X - 2 * torch.outer(v, v.conj() @ X) / v.abs().square().sum()

        X = torch.fft.fft(turn1 * torch.eye(UNITS), dim=0, norm="ortho")
        X = turn2 * reflect(X, v1)[self.order]
        X = torch.fft.ifft(X, dim=0, norm="ortho")
        return turn3 * reflect(X, v2)

    def step(self, G):
        (self.parameters.grad,) = torch.autograd.grad(self.product(), self.parameters, G)
        self.optimiser.step()
        self.W = self.product().detach()
