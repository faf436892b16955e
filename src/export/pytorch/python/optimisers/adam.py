def adam(parameters, rate):
    return torch.optim.Adam(parameters, lr=rate, betas=(0.9, 0.999), eps=1e-8)
