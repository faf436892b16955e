class Givens(Rule):
    """W = G_n ... G_2 G_1 D with layers of rotations of neighbouring rows, and gradient descent on their angles.

    Layer l rotates rows p and p + 1 by theta[l, p], for p = l mod 2, and on in steps of 2. In a complex W row p then
    turns by the phase theta[l, p + 1], and D = diag(exp(i theta[n])). A real D is diag(1, ..., 1, det W0).
    """

    def __init__(self, W0, optimiser):
        theta, d = self.angles(W0)
        super().__init__(W0, theta, optimiser)
        self.register_buffer("d", d)
        self.W = self.product().detach()

    @staticmethod
    def angles(W0):
        """The angles and the diagonal of D, by elimination from both sides (Clements et al. 2016)."""
        n, U, complex_ = UNITS, W0.to(torch.complex128, copy=True), W0.is_complex()
        # The last row (c, d) of each unitary 2x2 factor of determinant 1, by layer and p.
        left, right = {}, {}

        def unit(c, d):
            length = (c.abs().square() + d.abs().square()).sqrt()
            return (c / length, d / length) if length >= 1e-10 else (0 * c, 1 + 0 * d)

        def inverse(c, d):
            return torch.stack((d, c.conj(), -c, d.conj())).reshape(2, 2)

        def arg(x):
            return x.angle() if x.abs() >= 1e-10 else 0 * x.real

        for i in range(1, n):
            for j in range(i):
                if i % 2:
                    p, row = i - 1 - j, n - 1 - j
                    right[j, p] = c, d = unit(U[row, p], U[row, p + 1])
                    U[:, p : p + 2] = U[:, p : p + 2] @ inverse(c, d)
                else:
                    p = n - 1 - i + j
                    c, d = unit(U[p + 1, j], U[p, j].conj())
                    left[n - 1 - j, p] = c, d
                    U[p : p + 2] = inverse(c, d) @ U[p : p + 2]

        # U is diagonal now, W0 = Left U Right, and the diagonal is taken through all layers to the right end.
        diagonal = U.diagonal()
        signs, phases = diagonal.real.sign(), torch.stack([arg(x) for x in diagonal])
        theta = torch.zeros(n + complex_, n, dtype=torch.float64)
        for layer in reversed(range(n)):
            for p in range(layer % 2, n - 1, 2):
                if (layer, p) in left:
                    c, d = left[layer, p]
                    c = diagonal[p + 1].conj() * c * diagonal[p]
                else:
                    c, d = right[layer, p]
                if complex_:
                    turned = torch.stack((arg(c), arg(d))) + phases[p + 1]
                    theta[layer, p] = torch.atan2(c.abs(), d.abs())
                    theta[layer, p + 1] = phases[p] + phases[p + 1] - turned.sum()
                    phases[p : p + 2] = turned
                else:
                    theta[layer, p] = torch.atan2(signs[p + 1] * c.real, signs[p] * d.real)
                    signs[p], signs[p + 1] = 1, signs[p] * signs[p + 1]
        if complex_:
            theta[n] = phases
            return theta, torch.ones_like(diagonal)
        return theta, signs

    def product(self):
        W = torch.diag(self.d)
        if W.is_complex():
            W = W * torch.exp(1j * self.theta[UNITS])
        for layer, row in enumerate(self.theta[:UNITS]):
            p = torch.arange(layer % 2, UNITS - 1, 2)
            cos, sin = row[p, None].cos(), row[p, None].sin()
            turned, next_row = cos * W[p] - sin * W[p + 1], sin * W[p] + cos * W[p + 1]
            if W.is_complex():
                turned = torch.exp(1j * row[p + 1, None]) * turned
            W = W.index_copy(0, p, turned).index_copy(0, p + 1, next_row)
        return W

    def step(self, G, alpha):
        self.move(torch.autograd.grad(self.product(), self.theta, G)[0], alpha)
        self.W = self.product().detach()
