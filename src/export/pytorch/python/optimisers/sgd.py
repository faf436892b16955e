def sgd(parameters, rate):
    return torch.optim.SGD(parameters, lr=rate)
