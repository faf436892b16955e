class Network(nn.Module):
    """h_t = sigma(W h_{t-1} + V x_t + b) from h_0 = 0, and y_t = U h_t + c; W belongs to the rule.

    Its state_dict has b and c as the biases of V and U, and W with what its rule keeps under `rule`.
    """

    width, dtype = UNITS, torch.float32

    def __init__(self, name, rule, sigma, v_bound, u_bound):
        super().__init__()
        self.rule, self.sigma = rule, sigma
        self.V, self.U = nn.Linear(INPUTS, self.width), nn.Linear(self.width, OUTPUTS)
        self.threshold = nn.Parameter(torch.zeros(UNITS))
        random = Random(f"parameters of {name}")
        for linear, bound in [(self.V, v_bound), (self.U, u_bound)]:
            draw(linear.weight, bound, random)
            nn.init.zeros_(linear.bias)

    def W(self):
        """W as the network reads it: in single precision, a leaf whose gradient the rule is given."""
        return self.rule.W.detach().to(self.dtype).requires_grad_()

    def move_W(self, G, alpha):
        self.rule.step(G.to(self.rule.W.dtype), alpha)

    def rest(self):
        """All weights but W."""
        return [self.V.weight, self.V.bias, self.U.weight, self.U.bias, self.threshold]

    def drive(self, x):
        """V x_t + b; classes stand for one-hot vectors."""
        return self.V(x) if x.is_floating_point() else F.embedding(x, self.V.weight.T) + self.V.bias

    def read_out(self, h):
        return self.U(h)

    def carry(self, W, h):
        return h @ W.T

    def forward(self, x, first=0, W=None):
        """The outputs from time step `first` on, [T - first, batch, OUTPUTS], of inputs [T, batch] or [T, batch, INPUTS]."""
        W, drive = self.W() if W is None else W, self.drive(x)
        h, states = torch.zeros_like(drive[0]), []
        for z in drive:
            h = self.sigma(self.carry(W, h) + z, self.threshold)
            states.append(h)
        return self.read_out(torch.stack(states[first:]))
