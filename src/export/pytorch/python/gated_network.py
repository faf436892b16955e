class GatedNetwork(nn.Module):
    """A recurrent layer of PyTorch from the state 0, and y_t = U h_t + c.

    In the layer's terms V is weight_ih, b is bias_ih, and W is weight_hh, all stacked gate by gate. W belongs to the
    rule, which keeps it in double precision; the layer has a copy.
    """

    def __init__(self, name, rule, v_bound, u_bound):
        super().__init__()
        self.rule, self.rnn, self.U = rule, self.layer(INPUTS, UNITS), nn.Linear(UNITS, OUTPUTS)
        random = Random(f"parameters of {name}")
        draw(self.rnn.weight_ih_l0, v_bound, random)
        draw(self.U.weight, u_bound, random)
        for bias in [self.rnn.bias_ih_l0, self.rnn.bias_hh_l0, self.U.bias]:
            nn.init.zeros_(bias)
        self.W()

    @torch.no_grad()
    def W(self):
        """W as the layer reads it, copied from the rule, which is given its gradient."""
        W = self.rnn.weight_hh_l0
        W.copy_(self.rule.W)
        W.grad = None
        return W

    def move_W(self, G, alpha):
        self.rule.step(G.to(self.rule.W.dtype), alpha)
        self.W()

    def rest(self):
        """All weights but W."""
        rnn = self.rnn
        return [rnn.weight_ih_l0, rnn.bias_ih_l0, rnn.bias_hh_l0, self.U.weight, self.U.bias]

    def forward(self, x, first=0, W=None):
        """The outputs from time step `first` on, [T - first, batch, OUTPUTS], of inputs [T, batch] or [T, batch, INPUTS]."""
        if W is None:
            self.W()
        h, _ = self.rnn(x if x.is_floating_point() else F.one_hot(x, INPUTS).float())
        return self.U(h[first:])
