"""Computes the numbers of docs/mathematics.md that no training makes. Needs numpy and scipy.

python3 docs/verdicts.py           prints them
python3 docs/verdicts.py --json    prints them as JSON, as npm run docs:numbers -- verdicts reads them
"""

import itertools
import json
import pathlib
import sys

import numpy as np
from scipy.linalg import expm, expm_frechet, polar

# Consoles of Windows have encodings without most of the signs below.
sys.stdout.reconfigure(encoding="utf-8")

norm = np.linalg.norm
numbers = {}
as_json = "--json" in sys.argv
swap = np.array([[0.0, 1.0], [1.0, 0.0]])


def ten(x, digits=1):
    """A number as m·10ᵏ, or as it is where that is as short."""
    if x == 0:
        return "0"
    mantissa, power = f"{x:.{digits - 1}e}".split("e")
    if -2 <= int(power) <= 3:
        return f"{float(f'{x:.{digits - 1}e}'):g}"
    superscript = str(int(power)).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return (f"{mantissa}·" if mantissa != "1" else "") + f"10{superscript}"


def say(name, number):
    """Keeps a number under the name of its slot in the document, as text."""
    numbers[name] = str(number)
    if not as_json:
        print(f"{name}: {number}")


def title(text):
    if not as_json:
        print(f"-- {text}")


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def drift(w):
    return norm(w @ w.conj().T - np.eye(len(w)))


def skew(n, seed, length):
    """A skew-symmetric matrix with Gaussian entries and this spectral norm."""
    p = np.random.default_rng(seed).normal(size=(n, n))
    b = p - p.T
    return b * length / norm(b, 2)


def taylor18(b, number):
    """exp(b) by the polynomial of src/math/expm.ts, in the given kind of numbers."""
    theta = {np.float32: 3.010066362817634, np.float64: 1.090863719290036}[number]
    s = max(0, int(np.ceil(np.log2(norm(b, 1) / theta))))
    b1 = (b / 2**s).astype(number)
    b2 = b1 @ b1
    b3 = b2 @ b1
    powers = [np.eye(len(b), dtype=number), b1, b2, b3, b3 @ b3]
    q1 = [0, -0.10036558103014462, -0.00802924648241157, -0.00089213849804573, 0]
    q2 = [0, 0.3978497494996451, 1.3678377846041172, 0.49828962252538267, -0.0006378981945947233]
    q3 = [-10.967639605296206, 1.680158138789062, 0.05717798464788655, -0.0069821012248805206, 3.349750170860705e-05]
    q4 = [-0.09043168323908106, -0.06764045190713819, 0.06759613017704597, 0.029555257042931552, -1.391802575160607e-05]
    q5 = [0, 0, -0.09233646193671186, -0.016936493900208172, -1.400867981820361e-05]
    mix = lambda q: sum(number(c) * p for c, p in zip(q, powers))
    u = mix(q1) @ mix(q5) + mix(q4)
    result = mix(q2) + (mix(q3) + u) @ u
    for _ in range(s):
        result = result @ result
    return result


def jacobian_norm(activation, drive, seed, n=64, steps=100):
    """σ_max of ∂h_T/∂h_0 for a random orthogonal W, driven by normal numbers of this standard deviation."""
    r = np.random.default_rng(seed)
    w = polar(r.normal(size=(n, n)))[0]
    h, product = np.zeros(n), np.eye(n)
    for _ in range(steps):
        z = w @ h + drive * r.normal(size=n)
        if activation == "tanh":
            h = np.tanh(z)
            slope = 1 - h**2
        elif activation == "sigmoid":
            h = sigmoid(z)
            slope = h * (1 - h)
        elif activation == "ReLU":
            h = np.maximum(z, 0)
            slope = (z > 0) * 1.0
        else:
            h, slope = z, np.ones(n)
        product = slope[:, None] * w @ product
    return norm(product, 2)


def iterations(rate):
    """The slide's loop, U ← U + rate·sigmoid(U) from the swap matrix."""
    u, i = swap.copy(), 0
    while np.allclose(np.eye(2), u @ u.T):
        u, i = u + rate * sigmoid(u), i + 1
    return i


def direction(g, w):
    return g @ w.conj().T - w @ g.conj().T


def gradient_in_b(g, b):
    m = expm_frechet(b.conj().T, g)[1]
    return m - m.conj().T


title("eigenvalues and growth: [[.9, 10], [0, .9]], [[1, 10], [0, 1]]")
powers = lambda w, t: norm(np.linalg.matrix_power(w, t), 2)
growth = [powers(np.array([[0.9, 10], [0, 0.9]]), t) for t in range(1, 200)]
say("peak", f"{max(growth):.1f}")
say("peakAt", np.argmax(growth) + 1)
say("nonnormal", f"{powers(np.array([[1.0, 10], [0, 1]]), 100):.0f}")

title("lengths: X = [[0, 1], [1, 0]], v = [3, 4]")
v = np.array([3.0, 4.0])
assert norm(v) == norm(swap @ v) == 5 and np.isclose(norm(swap, 2), 1) and np.isclose(np.linalg.det(swap), -1)
say("swapNorm", f"{norm(swap):.3f}")

DRIVES, DRAWS = (0.01, 0.1, 1), 21
title(f"σ_max of ∂h_100/∂h_0, W orthogonal, n = 64, {DRAWS} draws: median, and quartiles of ReLU")
say("draws", DRAWS)
for key, activation in (("modrelu", "modReLU, m = 0"), ("tanh", "tanh"), ("relu", "ReLU"), ("sigmoid", "sigmoid")):
    for i, drive in enumerate(DRIVES):
        lower, middle, upper = np.quantile([jacobian_norm(activation, drive, seed) for seed in range(DRAWS)], (0.25, 0.5, 0.75))
        say(f"{key}.{i}", f"{ten(middle)} ({ten(lower)} to {ten(upper)})" if key == "relu" else ten(middle))
say("bound", ten(4.0**-100))

title("the slide's loop")
assert [iterations(rate) for rate in (10, 1e-3, 1e-7)] == [1, 1, 1]
for exponent in (8, 9, 10):
    say(f"loop.{exponent}", iterations(10.0**-exponent))

title("exp and unitarity")
whole_turns = 2 * np.pi * np.array([[0, 4], [-0.25, 0]])
say("swapDrift", f"{drift(expm(swap)):.3f}")
assert norm(expm(whole_turns) - np.eye(2)) < 1e-12
assert norm(expm(0.5j * np.pi * (np.eye(2) - swap)) - swap) < 1e-14
differences = []
for seed in range(200):
    b = np.random.default_rng(seed).normal(size=(3, 3))
    differences.append(norm(expm(b) @ expm(b.T) - expm(b + b.T)))
say("sum", f"{ten(np.median(differences), 2)} ({ten(min(differences), 2)} to {ten(max(differences), 2)}; median and range of {len(differences)} draws)")
b = np.random.default_rng(0).normal(size=(3, 3))
s = b - b.T
assert norm(expm(s) @ expm(s.T) - np.eye(3)) < 1e-12 and norm(expm(s).T - expm(s.T)) < 1e-12
say("printed", f"{norm(expm(-s).T - expm(s.T)):.1f}")

title("the deck's direction A = GW* − WG*")
assert abs(direction(sigmoid(swap), swap)).max() == 0
say("turning", f"{norm(direction(np.array([[0.3, -0.7], [1.1, 0.2]]), swap)):.2f}")
turned = np.array([[np.sqrt(3) / 2, -0.5], [0.5, np.sqrt(3) / 2]])
fixed = np.array([[0.3, -0.7], [1.1, 0.2]])
ways = {"start": turned, "naive": turned + 0.01 * fixed, "exp": expm(0.01 * direction(fixed, turned) / 2) @ turned}
for key, u in ways.items():
    say(f"turn.{key}", f"{(u @ v)[0]:.3f}")
r = np.random.default_rng(0)
b, g = np.array([[0, -1.3], [1.3, 0]]), r.normal(size=(2, 2))
assert norm(direction(g, expm(b)) - gradient_in_b(g, b)) < 1e-14
off = []
for seed in range(200):
    r = np.random.default_rng(seed)
    b, g = (r.normal(size=(2, 2)) + 1j * r.normal(size=(2, 2)) for _ in range(2))
    b = b - b.conj().T
    off.append(norm(direction(g, expm(b)) - gradient_in_b(g, b)) / norm(gradient_in_b(g, b)))
say("complexTwo", f"{np.median(off):.2f}")
r = np.random.default_rng(1)
b, g = skew(5, 3, 4), r.normal(size=(5, 5))
a = direction(g, expm(b))
angles, q = np.linalg.eigh(-1j * b)
delta = angles[:, None] - angles[None, :]
rate = (2 * abs(q.conj().T @ (a / 2) @ q) ** 2 * np.sinc(delta / np.pi)).sum()
eps = 1e-6
slope = ((g * expm(b + eps * a)).sum() - (g * expm(b - eps * a)).sum()) / (2 * eps)
assert abs(rate - slope) < 1e-6
golden = json.loads((pathlib.Path(__file__).parents[1] / "tests/golden/golden.json").read_text())["ascent_example"]
golden = golden[0] if isinstance(golden, list) else golden
b, target = np.array(golden["B"]), np.array(golden["target"])
loss = lambda w: 0.5 * norm(w - target) ** 2
w = expm(b)
g = w - target
a, exact = direction(g, w), gradient_in_b(g, b)
say("ascentLoss", f"{loss(w):.5f}")
say("cosine", f"{(a * exact).sum() / norm(a) / norm(exact):.2f}".replace("-", "−"))
for key, way in (("rises", a), ("falls", exact)):
    say(key, ", ".join(ten(abs(loss(expm(b - alpha * way)) - loss(w))) for alpha in (1e-3, 1e-2, 1e-1)))
assert all(loss(expm(b - alpha * a)) > loss(w) > loss(expm(b - alpha * exact)) for alpha in (1e-3, 1e-2, 1e-1))

title("rounding of exp: ‖WW* − I‖_F, median of 5 draws")
for n in (32, 128):
    for length in (1, 10):
        of = lambda number: np.median([drift(taylor18(skew(n, seed, length), number).astype(float)) for seed in range(5)])
        say(f"float32.{n}.{length}", ten(of(np.float32), 2))
        say(f"line.{n}.{length}", ten(1.2e-7 * n * max(1, length), 2))
        say(f"float64.{n}.{length}", ten(of(np.float64), 2))

title("baselines")
say("copying.short", f"{3 * np.log(4) / 66:.4f}")
say("copying.long", f"{10 * np.log(8) / 120:.4f}")


def unordered(words, symbols):
    """Loss in nats and accuracy of recalling one symbol of the last word, of all words in unknown order: means over 1 … words."""
    shares = [[np.bincount(c) / m for c in itertools.product(range(symbols), repeat=m)] for m in range(1, words + 1)]
    mean = lambda of: np.mean([np.mean([of(p[p > 0]) for p in some]) for some in shares])
    return mean(lambda p: -(p * np.log(p)).sum()), mean(np.max)


nats, right = unordered(4, 4)
say("forget.short", f"{3 * np.log(4) / 64:.4f}")
say("forget.unordered", f"{3 * nats / 64:.4f}")
say("forget.right", f"{100 * right:.0f}")

if as_json:
    print(json.dumps(numbers, ensure_ascii=False))
