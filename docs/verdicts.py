"""Prints the numbers of docs/mathematics.md. Needs numpy and scipy: python3 docs/verdicts.py"""

import json
import pathlib
import sys

import numpy as np
from scipy.linalg import expm, expm_frechet, polar

# Consoles of Windows have encodings without most of the signs below.
sys.stdout.reconfigure(encoding="utf-8")

norm = np.linalg.norm
swap = np.array([[0.0, 1.0], [1.0, 0.0]])


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


print("-- eigenvalues and growth: [[.9, 10], [0, .9]]")
w = np.array([[0.9, 10], [0, 0.9]])
growth = [norm(np.linalg.matrix_power(w, t), 2) for t in range(1, 200)]
print(f"largest ‖Wᵗ‖ = {max(growth):.1f} at t = {np.argmax(growth) + 1}")

print("-- lengths: X = [[0, 1], [1, 0]], v = [3, 4]")
v = np.array([3.0, 4.0])
print(f"‖v‖ = {norm(v)}, ‖Xv‖ = {norm(swap @ v)}, ‖X‖₂ = {norm(swap, 2)}, ‖X‖_F = {norm(swap):.3f}, det X = {np.linalg.det(swap):.0f}")

print("-- σ_max of ∂h_100/∂h_0, W orthogonal, n = 64, median of 9 draws")
for activation in ("modReLU, m = 0", "tanh", "ReLU", "sigmoid"):
    medians = [np.median([jacobian_norm(activation, drive, seed) for seed in range(9)]) for drive in (0.01, 0.1, 1)]
    print(f"{activation}: " + ", ".join(f"{m:.0e} at drive {d}" for m, d in zip(medians, (0.01, 0.1, 1))))
print(f"4⁻¹⁰⁰ = {4.0**-100:.0e}")

print("-- the slide's loop")
print({rate: iterations(rate) for rate in (10, 1e-3, 1e-7, 1e-8, 1e-9, 1e-10)})

print("-- exp and unitarity")
whole_turns = 2 * np.pi * np.array([[0, 4], [-0.25, 0]])
print(f"‖exp(X)exp(X)* − I‖ = {drift(expm(swap)):.3f}")
print(f"‖exp(2π[[0, 4], [−¼, 0]]) − I‖ = {norm(expm(whole_turns) - np.eye(2)):.0e}")
print(f"‖exp(iπ/2·(I − X)) − X‖ = {norm(expm(0.5j * np.pi * (np.eye(2) - swap)) - swap):.0e}")
r = np.random.default_rng(0)
b = r.normal(size=(3, 3))
s = b - b.T
print(f"B random: ‖exp(B)exp(B*) − exp(B + B*)‖ = {norm(expm(b) @ expm(b.T) - expm(b + b.T)):.1f}")
print(f"S skew:   ‖exp(S)exp(S*) − I‖ = {norm(expm(s) @ expm(s.T) - np.eye(3)):.0e}, ‖exp(−S)* − exp(S*)‖ = {norm(expm(-s).T - expm(s.T)):.1f}, ‖exp(S)* − exp(S*)‖ = {norm(expm(s).T - expm(s.T)):.0e}")

print("-- the deck's direction A = GW* − WG*")
print(f"X with G = sigmoid(X): largest |A_jk| = {abs(direction(sigmoid(swap), swap)).max():.0f}")
fixed = np.array([[0.3, -0.7], [1.1, 0.2]])
print(f"X with G = [[.3, −.7], [1.1, .2]]: ‖A‖ = {norm(direction(fixed, swap)):.2f}")
b = np.array([[0, -1.3], [1.3, 0]])
g = r.normal(size=(2, 2))
print(f"n = 2: ‖A − gradient in B‖ = {norm(direction(g, expm(b)) - gradient_in_b(g, b)):.0e}")
b, g = skew(5, 3, 4), r.normal(size=(5, 5))
a = direction(g, expm(b))
angles, q = np.linalg.eigh(-1j * b)
delta = angles[:, None] - angles[None, :]
rate = (2 * abs(q.conj().T @ (a / 2) @ q) ** 2 * np.sinc(delta / np.pi)).sum()
eps = 1e-6
slope = ((g * expm(b + eps * a)).sum() - (g * expm(b - eps * a)).sum()) / (2 * eps)
print(f"n = 5: Σ 2|S_jk|² sin Δ/Δ = {rate:.6f}, by differences {slope:.6f}")
golden = json.loads((pathlib.Path(__file__).parents[1] / "tests/golden/golden.json").read_text())["ascent_example"]
golden = golden[0] if isinstance(golden, list) else golden
b, target = np.array(golden["B"]), np.array(golden["target"])
loss = lambda w: 0.5 * norm(w - target) ** 2
w = expm(b)
g = w - target
a, exact = direction(g, w), gradient_in_b(g, b)
print(f"n = 4, two planes at 2.5: loss {loss(w):.5f}, cosine of A and the gradient {(a * exact).sum() / norm(a) / norm(exact):.2f}")
for alpha in (1e-3, 1e-2, 1e-1):
    steps = {"deck −": expm(b - alpha * a), "exact": expm(b - alpha * exact), "Riemannian": expm(-alpha * a) @ w}
    print(f"  α = {alpha}: " + ", ".join(f"{name} {loss(after) - loss(w):+.0e}" for name, after in steps.items()))

print("-- rounding of exp: ‖WW* − I‖_F, median of 5 draws")
for n, length in ((32, 1), (32, 10), (128, 1), (128, 10)):
    of = lambda number: np.median([drift(taylor18(skew(n, seed, length), number).astype(float)) for seed in range(5)])
    print(f"n = {n}, ‖B‖₂ = {length}: float32 {of(np.float32):.1e}, float64 {of(np.float64):.1e}, the chart's line {1.2e-7 * n * max(1, length):.1e}")

print("-- baselines")
print(f"copying S = 3, K = 4, 66 steps: {3 * np.log(4) / 66:.4f}; S = 10, K = 8, 120 steps: {10 * np.log(8) / 120:.4f}; adding: {1 / 6:.4f}")
