def modrelu(z, threshold):
    return z.sign() * torch.relu(z.abs() + threshold)
