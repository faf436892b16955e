def rmsprop(parameters, rate):
    return torch.optim.RMSprop(parameters, lr=rate, alpha=0.9, eps=1e-8)
