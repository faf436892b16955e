class GRUNetwork(GatedNetwork):
    """nn.GRU, whose gates are stacked in the order r, z, n; the lab calls n m.

    PyTorch has a second bias, bias_hh. Its third block is inside the bracket that r multiplies, and is trained; the
    others would only be added to bias_ih, so the lab does not have them, and they are 0 and stay so.
    """

    layer = nn.GRU

    def __init__(self, *weights, **bounds):
        super().__init__(*weights, **bounds)
        self.rnn.bias_hh_l0.register_hook(lambda gradient: F.pad(gradient[2 * UNITS :], (2 * UNITS, 0)))
