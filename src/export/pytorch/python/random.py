class Random:
    """The lab's random numbers: sfc32, a stream of its own for every seed and name; with several names, all streams at once."""

    def __init__(self, *names):
        states = [[self.hash(f"{name}·{part}") for part in "abc"] for name in names]
        self.a, self.b, self.c = states[0] if len(names) == 1 else torch.tensor(states).T
        self.counter = 1
        for _ in range(12):
            self.bits()

    @staticmethod
    def hash(name):
        h = 0x811C9DC5 ^ SEED
        for factor, data in [(0x85EBCA6B, SEED >> 16), *((0x01000193, ord(letter)) for letter in name)]:
            h = (h ^ data) * factor & 0xFFFFFFFF
        for factor, shift in [(0x85EBCA6B, 16), (0xC2B2AE35, 13)]:
            h = (h ^ h >> shift) * factor & 0xFFFFFFFF
        return h ^ h >> 16

    def bits(self):
        a, b, c = self.a, self.b, self.c
        t = a + b + self.counter & 0xFFFFFFFF
        self.counter += 1
        self.a, self.b = b ^ b >> 9, c + (c << 3) & 0xFFFFFFFF
        self.c = (c << 21 | c >> 11) + t & 0xFFFFFFFF
        return t

    def next(self):
        return self.bits() / 2**32

    def uniform(self, low, high):
        return low + (high - low) * self.next()

    def below(self, n):
        return int(self.next() * n)

    def normal(self):
        return math.sqrt(-2 * math.log(1 - self.next())) * math.cos(2 * math.pi * self.next())


def numbers(names, count):
    """The first `count` numbers of each stream, uniform on [0, 1), as a tensor [names, count] in float64."""
    random = Random(*names)
    drawn = [random.bits() for _ in range(count)]
    bits = torch.tensor([drawn]) if len(names) == 1 else torch.stack(drawn, 1)
    return bits.double() / 2**32
