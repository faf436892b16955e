def modrelu_complex(z, threshold):
    """z/|z| max(|z| + threshold, 0), and 0 at z = 0."""
    modulus = z.abs()
    return z * (modulus > 0) * torch.relu(modulus + threshold) / modulus.clamp_min(1e-12)
