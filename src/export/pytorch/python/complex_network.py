class ComplexNetwork(Network):
    """The same with complex h, W, V and b; U reads [Re h, Im h]."""

    width, dtype = 2 * UNITS, torch.complex64

    def drive(self, x):
        return torch.complex(*super().drive(x).split(UNITS, -1))

    def read_out(self, h):
        return super().read_out(torch.cat([h.real, h.imag], -1))
