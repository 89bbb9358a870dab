# SymPy: diff, lambdify with common subexpressions, latex, equals. Says what serve.js says.
import json
import statistics
import sys
import time

MOST_RUNS, SAMPLE = 50, 3


def say(**line):
    print(json.dumps(line), flush=True)


try:
    import sympy
    from sympy.core.cache import clear_cache
except ImportError:
    say(absent=True)
    sys.exit()


def phase(name, work):
    say(begin=name)
    times = []
    while not times or (len(times) < MOST_RUNS and sum(times) * 1e3 < problem["enough"]):
        clear_cache()
        start = time.perf_counter()
        result = work()
        times.append(time.perf_counter() - start)
    say(phase=name, ms=statistics.median(times) * 1e3)
    return result


def read(text):
    return sympy.sympify(
        text.replace("^", "**"), {"sigmoid": lambda z: 1 / (1 + sympy.exp(-z))}
    )


sys.setrecursionlimit(100_000)
problem = json.load(sys.stdin)
phases, parameters = problem["phases"], [sympy.Symbol(name) for name in problem["parameters"]]
say(version=sympy.__version__)
if "equal" in phases:
    pairs = [(read(a), read(b)) for a, b in problem["pairs"]]
    say(proved=sum(phase("equal", lambda: [a.equals(b) is True for a, b in pairs])))
if "gradient" in phases:
    loss = read(problem["formula"])
    names = sorted(problem["values"])
    point = [problem["values"][name] for name in names]
    symbols = [sympy.Symbol(name) for name in names]
    all_kept = "compile" in phases or "latex" in phases

    def gradient():
        kept = []
        for each in parameters:
            slope = sympy.diff(loss, each)
            if all_kept or len(kept) < SAMPLE:
                kept.append(slope)
        return kept

    slopes = phase("gradient", gradient)
    say(begin="check")
    if "compile" in phases:
        code = phase("compile", lambda: sympy.lambdify(symbols, slopes, "math", cse=True))
        values = phase("evaluate", lambda: code(*point))
    else:
        values = sympy.lambdify(symbols, slopes, "math", cse=True)(*point)
    say(values=[float(each) for each in values])
    if "latex" in phases:
        say(length=phase("latex", lambda: sum(len(sympy.latex(each)) for each in slopes)))
