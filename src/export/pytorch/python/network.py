class Network:
    """h_t = sigma(W h_{t-1} + V x_t + b) from h_0 = 0, and y_t = U h_t + c.

    The rule owns W, in float64; the optimiser trains the rest. One row is one sequence, so V and U stand transposed.
    """

    width = UNITS

    def __init__(self, name, rule, sigma, v_bound, u_bound, optimiser, rate, clip=math.inf):
        self.name, self.rule, self.sigma, self.clip, self.stopped = name, rule, sigma, clip, False
        random = Random(f"parameters of {name}")

        def draw(rows, columns, bound):
            values = [random.uniform(-bound, bound) for _ in range(rows * columns)]
            return torch.tensor(values).reshape(rows, columns).requires_grad_()

        self.Vt, self.Ut = draw(INPUTS, self.width, v_bound), draw(self.width, OUTPUTS, u_bound)
        self.b, self.c, self.threshold = (
            torch.zeros(size, requires_grad=True) for size in (self.width, OUTPUTS, UNITS)
        )
        self.optimiser = optimiser([self.Vt, self.b, self.Ut, self.c, self.threshold], rate)

    def drive(self, x):
        return x @ self.Vt + self.b

    def read_out(self, h):
        return h @ self.Ut + self.c

    def learn(self, step, inputs, targets):
        """One training step; returns the loss before it."""
        if self.stopped:
            return math.nan
        drive = self.drive(inputs)
        W = self.rule.W.detach().to(drive.dtype).requires_grad_()
        h, states = torch.zeros_like(drive[0]), []
        for z in drive:
            h = self.sigma(h @ W.T + z, self.threshold)
            states.append(h)
        loss = loss_of(self.read_out(torch.stack(states[FIRST:])), targets[FIRST:])
        self.optimiser.zero_grad()
        loss.backward()
        norm = W.grad.norm()
        if not (loss.isfinite() and norm.isfinite()):
            self.stopped = True
            print(f"{self.name.upper()} stops at step {step}: loss {loss:.3g}, norm of dL/dW {norm:.3g}")
            return loss.item()
        self.rule.step((W.grad * min(1, self.clip / norm.clamp_min(1e-38))).to(self.rule.W.dtype))
        self.optimiser.step()
        return loss.item()
