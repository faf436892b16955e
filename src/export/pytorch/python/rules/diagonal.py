class Diagonal(Rule):
    """W = diag(lambda), lambda = exp(-exp(nu) + i arg), and gradient descent on nu and arg. W is kept as lambda, [n].

    |lambda|^2 starts uniform between the squares of r_min and r_max, and arg between 0 and the phase.
    """

    def __init__(self, random, optimiser, r_min, r_max, phase):
        squares = [r_max**2 - random.next() * (r_max**2 - r_min**2) for _ in range(UNITS)]
        nu = [math.log(-math.log(square) / 2) for square in squares]
        arg = [phase * random.next() for _ in range(UNITS)]
        theta = torch.tensor([nu, arg], dtype=torch.float64)
        super().__init__(torch.ones(UNITS, dtype=torch.complex128), theta, optimiser)
        self.W = self.eigenvalues().detach()

    def eigenvalues(self):
        nu, arg = self.theta
        return torch.polar(torch.exp(-nu.exp()).clamp(max=1 - 2**-22), arg)

    def step(self, G, alpha):
        self.move(torch.autograd.grad(self.eigenvalues(), self.theta, G)[0], alpha)
        self.W = self.eigenvalues().detach()
