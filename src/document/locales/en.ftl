# Lists and references
and = { $first } and { $last }
comma = ,
reference-equation = ({ $number })
and-others = { $list } and others

# A gradient
end-sentence = .
end-display = :
gradient-heading = The gradient of { $parameter }
derivative-heading = The derivative of { $of } with respect to { $by }
path-direct = { $parameter } stands in the equation of { $goal } itself.
path-single = { $parameter } enters only { $first }, from which a single path leads to { $goal }{ $end }
path-splits = { $parameter } enters only { $first }. After { $node } its influence splits before it reaches { $goal }{ $end }
path-splits-at-once = { $parameter } enters only { $first }, from which its influence splits before it reaches { $goal }{ $end }
path-known = { $parameter } enters only { $first }, whose error term { $name } is known from { $equation }.
path-also-direct = { $parameter } stands in the equation of { $goal } itself, and enters { $list } as well{ $end }
path-several = { $parameter } enters { $list }, and each of them leads to { $goal }{ $end }
path-none = No path leads from { $parameter } to { $goal }.
path-list = The paths are { $list }.
path-count =
    { $count ->
        [-1] More than a thousand paths lead to { $goal }.
       *[other] In all, { $count } paths lead to { $goal }.
    }
held-fixed = In { $partial }, { $held } is held fixed.
held-fixed-several = In { $partial }, the quantities { $held } are held fixed.
chain-single = **Chain rule.** There is one path, so the slopes along it are multiplied:
chain-through = **Chain rule.** Every path passes { $node }, hence:
chain-cut = **Chain rule.** Every path crosses exactly one of { $cut }, so we add over { $count ->
        [2] these two
       *[other] these
    }:
chain-direct = **Chain rule.** We add the direct influence, with { $cut } held fixed, and what passes { $cut }:
chain-first = **Chain rule.** A path may meet several of { $cut }; we count it at the first one it meets, with the others held fixed:
chain-last = **Chain rule.** A path may meet several of { $cut }; we count it at the last one it meets, with the others held fixed:
direct = **Differentiate:**
name-first = **Error term.** We write { $name } for { $partial }, since later derivations need it too. By the chain rule:
name-from = **Error term.** We write { $name } for { $partial }, and find it from the error terms after it:
on-the-way = **On the way** we need { $partial }. By the chain rule:
on-the-way-direct = **On the way** we need { $partial }. Differentiating gives:
name-direct = **Error term.** We write { $name } for { $partial }, since later derivations need it too. Differentiating gives:

# Its factors
head-factor = Factor
head-equals = Equals
head-because = Because
head-here = Here
reason-weighted =
    { $count ->
        [one] weighted sum
       *[other] weighted sums
    }
reason-found = found for { $parameter }, { $equation }
reason-found-before = found for { $parameter }
reason-above = found above
reason-equation = see { $equation }
reason-definition = differentiate { $quantity }
reason-slope = slope of { $function }
substitute = **Substitute:**
substitute-name = **Substitute**, and write { $name } for the part that { $users } will reuse:
substitute-name-only = **Substitute**, and write { $name } for the marked part:
steps = In detail:

# Numbers
numbers = **Numbers.** { $arithmetic }.
opposite = The two paths pull in opposite directions; the one through { $winner } prevails.
update = Hence { $equation }.
check = **Check.** The central difference is { $difference }, against { $value } from { $equation }.
check-rounding = **Check.** The central difference is { $difference }, against { $value } from { $equation }; the two differ by rounding only.
check-within = **Check.** The central difference is { $difference }, against { $value } from { $equation }; they agree as closely as the difference is known.
check-differs = **Check.** The central difference is { $difference }, but { $equation } gives { $value }: the two do not agree.
check-kink = **Check.** The central difference is { $difference }, against { $value } from { $equation }; this is at or next to a kink, where differences decide nothing.
check-unsure = **Check.** The central difference is { $difference }, against { $value } from { $equation }; rounding drowns the difference here (it is ill-conditioned), which decides nothing.
check-none = **Check.** No central difference can be taken here beside { $value } from { $equation }.

# Conditions
where = where { $conditions }.
where-every = where { $conditions }, for all { $indices }.
and-also = { $first } and { $last }
none-zero = none of { $list } is zero
all-positive = { $list } are all positive
smooth =
    { $count ->
        [one] Here and below, { $list } is taken to be differentiable.
       *[other] Here and below, { $list } are taken to be differentiable.
    }
convention-rows = Where the two rows of a slope meet nothing is claimed; numbers take the lower row there by convention.
convention = At { $kink } nothing is claimed of the slope of { $function }; numbers take { $slope } there by convention.

# In the same way
same-way = In the same way:
same-way-as = In the same way as for { $parameter }:

# Tables of a network
head-symbol = Symbol
head-meaning = Meaning
head-value = Value
role-input =
    { $count ->
        [one] input
       *[other] inputs
    }
role-target =
    { $count ->
        [one] target
       *[other] targets
    }
role-parameter =
    { $count ->
        [one] parameter
       *[other] parameters
    }
role-constant =
    { $count ->
        [one] constant
       *[other] constants
    }
role-defined = computed
role-loss = loss
role-rate = learning rate

# Update and check
head-parameter = Parameter
head-gradient = Gradient
head-before = Before
head-after = After
update-rule =
    { $count ->
        [one] One step of gradient descent replaces { $parameter } by
       *[other] One step of gradient descent replaces every parameter, say { $parameter }, by
    }
update-same = At { $digits } digits some numbers look alike before and after; they do differ.
head-closed-form = Closed form
head-difference = Central difference
head-error = Relative error
head-conclusion = Verdict
conclusion-accepted = proof accepted
conclusion-refused = proof refused
conclusion-differs = values differ
conclusion-kink = not confirmed: at a kink
conclusion-unsure = not confirmed: difference ill-conditioned

# Steps
kind-expand = chain rule
kind-differentiate = differentiate
kind-substitute = substitute
kind-simplify = simplify
kind-name = notation
kind-generalise = generalise
step-definition = definition of { $quantity }
step-given = since { $condition }

# Training and exercises
head-step = Step
head-loss = Loss
train-finished =
    { $count ->
        [one] One step of gradient descent takes { $loss } from { $before } to { $after }.
       *[other] { $steps } steps of gradient descent take { $loss } from { $before } to { $after }.
    }
train-diverged = Gradient descent diverges: after step { $steps } the numbers are no longer finite.
train-risen = The loss has risen.
train-rate = The learning rate is probably too large: at { $rate } the first step lowers the loss.
exercise = **Exercise.** { $title }
exercise-answer = Show the answer

# Theorems for every index
theorem-error-term = The error term { $name }
theorem-let = Let { $list }.
sizes-apart = At smaller sizes ends of a range meet; nothing is claimed there.
theorem-plain = Then:
theorem-smooth =
    { $count ->
        [one] Wherever { $functions } is differentiable:
       *[other] Wherever { $functions } are differentiable:
    }
theorem-for = For { $ranges }:
theorem-for-smooth =
    { $count ->
        [one] For { $ranges }, wherever { $functions } is differentiable:
       *[other] For { $ranges }, wherever { $functions } are differentiable:
    }
proof-of = **Proof of { $equation }.** { $body }
proof-fix = Fix { $list }.
proof-hence = Hence:
proof-compute = We compute:
proof-end = This is { $equation }. { $end }
proof-done = Done.
proof-bracket = Here the bracket { $bracket } is 1 where its condition holds, and 0 elsewhere.
proof-immediate = Here { $sign } differentiates one equation alone: every other quantity in it is held fixed.
paths-every = Every path from { $from } to { $goal } passes { $stops }.
paths-then = { $first } and then { $last }
paths-one-of = exactly one of { $list }
paths-several = A path from { $from } goes on to one of { $list }; we add over these.
rows-definitions = definitions
rows-survives =
    { $count ->
        [one] only { $list } survives
       *[other] only { $list } survive
    }
entries-count = Both sides have { $size } entries.
entry-of = Entry { $place } of { $matrix } is { $entry }.
entry-hadamard = The product { $sign } multiplies it by { $list }.
entries-scalar = Written out, { $matrix } is { $entry }. By { $equation } that is { $left }. { $end }
entries-by = By { $equation } that is { $left }, for every { $list }. { $end }
matrix-none = No matrix form of { $equation } is found.
why-transpose = **Why the transpose?** Forward, { $matrix } is summed over its { $forward ->
        [1] first
       *[2] second
    } index; backward, over its { $backward ->
        [1] first
       *[2] second
    }.
shapes = Shapes: { $shapes }.

# Induction and descent
recursion-define = **Backward pass.** Compute { $name } from the last layer down:
induction-over = By induction on { $index }, from { $last } down.
induction-base = For { $case }:
induction-step = Now let { $range }, and let { $equation } hold for { $next }, whatever its other indices. Then:
induction-hypothesis = hypothesis
descent-rules = With the learning rate { $rate }, one step of gradient descent is:
head-ranges = For
differentials-sample = Where { $any } belongs to a single sample, { $short } is { $long }.
differentials = For every quantity { $any } we write { $short } for { $long }.

# Signs of matrix equations
clauses = { $first }; { $last }
signs = Here { $list }.
sign-product = { $sign } multiplies entry by entry (Hadamard product)
sign-quotient = { $sign } divides entry by entry
sign-power = an exponent with { $sign } is applied to every entry
sign-map = functions such as { $sign } are applied to every entry
sign-entries = { $sign } with indices below it is the matrix with these entries
sign-slope = { $sign }, entry by entry
sign-identity = { $sign } is the identity matrix
sign-diagonal = { $sign } is the matrix with the entries of a column on its diagonal, and 0 elsewhere
sign-ones = { $sign } is the column of ones
sign-ones-matrix = { $sign } is the matrix of ones
sign-sum-rows = multiplying by { $sign } from the right adds up each row
sign-sum-columns = multiplying by { $sign } from the left adds up each column
