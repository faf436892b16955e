def identity(z, _threshold):
    return z
