INPUTS, OUTPUTS, DRAWS = 1, 10, 1
FIRST, TESTED, SCORED = -1, -1, -1

# A line is an image: its digit, then the darkness of 8x8 pixels, 0 to 16, in base 17.
lines = DATA.read_text().split()
pixels = torch.tensor([[int(pixel, 17) / 16 for pixel in line[1:]] for line in lines])
labels = torch.tensor([int(line[0]) for line in lines])
training_images = int(0.9 * len(lines))

# The order in which pixels are read: row by row, or one drawn from the seed.
order = list(range(64))
if PERMUTED:
    permutation = Random("permutation")
    for i in range(63, 0, -1):
        j = permutation.below(i + 1)
        order[i], order[j] = order[j], order[i]
pixels = pixels[:, order]


def sequences(u, held_out=False):
    """Read an image pixel by pixel; answer its digit after the last."""
    first, end = (training_images, len(lines)) if held_out else (0, training_images)
    images = first + (u[:, 0] * (end - first)).long()
    return pixels[images].T[..., None], labels[images].expand(64, -1)
