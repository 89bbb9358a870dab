# 列举与引用
and = { $first } 与 { $last }
comma = 、
reference-equation = 式 ({ $number })
and-others = { $list } 等

# 一个梯度
end-sentence = 。
end-display = ：
gradient-heading = { $parameter } 的梯度
derivative-heading = { $of } 对 { $by } 的偏导数
path-direct = { $parameter } 直接出现在 { $goal } 的定义式中。
path-single = { $parameter } 只出现在 { $first } 中，由此沿唯一的路径影响 { $goal }{ $end }
path-splits = { $parameter } 只出现在 { $first } 中；从 { $node } 起，它的影响分几路到达 { $goal }{ $end }
path-splits-at-once = { $parameter } 只出现在 { $first } 中，由此分几路影响 { $goal }{ $end }
path-known = { $parameter } 只出现在 { $first } 中，而误差项 { $name } 已由{ $equation }给出。
path-also-direct = { $parameter } 直接出现在 { $goal } 的定义式中，也出现在 { $list } 中{ $end }
path-several = { $parameter } 出现在 { $list } 中，每一处都通向 { $goal }{ $end }
path-none = 从 { $parameter } 到 { $goal } 没有路径。
path-list = 路径为 { $list }。
path-count =
    { $count ->
        [-1] 通向 { $goal } 的路径超过一千条。
       *[other] 通向 { $goal } 的路径共有 { $count } 条。
    }
held-fixed = { $partial } 中 { $held } 保持不变。
held-fixed-several = { $partial } 中 { $held } 均保持不变。
chain-single = **链式法则** 路径只有一条，把沿途各段的导数相乘，得
chain-through = **链式法则** 每条路径都经过 { $node }，故
chain-cut = **链式法则** 每条路径恰好经过 { $cut } 之一，因此对{ $count ->
        [2] 二者
       *[other] 它们
    }求和，得
chain-direct = **链式法则** 把 { $cut } 不变时的直接影响与经过 { $cut } 的影响相加，得
chain-first = **链式法则** 一条路径可能经过 { $cut } 中的几个，我们按它最先遇到的一个归类，其余的保持不变，得
chain-last = **链式法则** 一条路径可能经过 { $cut } 中的几个，我们按它最后遇到的一个归类，其余的保持不变，得
direct = **求导** 得
name-first = **误差项** 记 { $partial } 为 { $name }，后面还要用到。由链式法则得
name-from = **误差项** 记 { $partial } 为 { $name }，由它后面的误差项推得
on-the-way = **先求** { $partial }。由链式法则得
on-the-way-direct = **先求** { $partial }。直接求导得
name-direct = **误差项** 记 { $partial } 为 { $name }，后面还要用到。直接求导得

# 各因子
head-factor = 因子
head-equals = 结果
head-because = 理由
head-here = 数值
reason-weighted = 加权和
reason-found = 求 { $parameter } 时已得，见{ $equation }
reason-found-before = 求 { $parameter } 时已得
reason-above = 上文已得
reason-equation = 见{ $equation }
reason-definition = 对 { $quantity } 的定义式求导
reason-slope = { $function } 的导数
substitute = **代入** 得
substitute-name = **代入** 并把 { $users } 也要用到的部分记作 { $name }，得
substitute-name-only = **代入** 并把标出的部分记作 { $name }，得
steps = 详细步骤如下：

# 数值
numbers = **数值** { $arithmetic }。
opposite = 两路作用相反，经过 { $winner } 的一路占优。
update = 于是 { $equation }。
check = **检验** 中心差分为 { $difference }，由{ $equation }得 { $value }，二者吻合。
check-rounding = **检验** 中心差分为 { $difference }，由{ $equation }得 { $value }，二者之差只来自舍入。
check-within = **检验** 中心差分为 { $difference }，由{ $equation }得 { $value }，二者之差在差分误差之内。
check-differs = **检验** 中心差分为 { $difference }，由{ $equation }却得 { $value }，二者不符。
check-kink = **检验** 中心差分为 { $difference }，由{ $equation }得 { $value }，此处位于折点或紧邻折点，差分不足为凭。
check-unsure = **检验** 中心差分为 { $difference }，由{ $equation }得 { $value }，此处舍入淹没了差分（差分病态），不足为凭。
check-none = **检验** 此处无法取中心差分，由{ $equation }得 { $value }，无从比较。

# 条件
where = 其中 { $conditions }。
where-every = 其中对一切 { $indices }，{ $conditions }。
and-also = { $first }，且 { $last }
none-zero = { $list } 均不为零
all-positive = { $list } 均为正
smooth = 此处及下文设 { $list } 可导。
convention-rows = 在分段导数的分界处不作断言；计算数值时按惯例取下一行。
convention = 在 { $kink } 处不断言 { $function } 的导数；计算数值时按惯例取 { $slope }。

# 同理
same-way = 同理可得
same-way-as = 与求 { $parameter } 时同理，可得

# 网络的表
head-symbol = 符号
head-meaning = 含义
head-value = 数值
role-input = 输入
role-target = 目标值
role-parameter = 参数
role-constant = 常数
role-defined = 由方程算出
role-loss = 损失函数
role-rate = 学习率

# 更新与检验
head-parameter = 参数
head-gradient = 梯度
head-before = 更新前
head-after = 更新后
update-rule =
    { $count ->
        [one] 梯度下降法走一步，把 { $parameter } 更新为
       *[other] 梯度下降法走一步，把每个参数（记作 { $parameter }）更新为
    }
update-same = 取 { $digits } 位有效数字时，有的数更新前后看似相同，实则不同。
head-closed-form = 推导结果
head-difference = 中心差分
head-error = 相对误差
head-conclusion = 结论
conclusion-accepted = 证明成立
conclusion-refused = 证明不成立
conclusion-differs = 数值不符
conclusion-kink = 未获证实：位于折点
conclusion-unsure = 未获证实：差分病态

# 步骤
kind-expand = 链式法则
kind-differentiate = 求导
kind-substitute = 代入
kind-simplify = 整理
kind-name = 记号
kind-generalise = 推广
step-definition = { $quantity } 的定义
step-given = 因 { $condition }

# 训练与练习
head-step = 步数
head-loss = 损失
train-finished = 用梯度下降法走 { $steps } 步，{ $loss } 由 { $before } 变为 { $after }。
train-diverged = 梯度下降法发散：第 { $steps } 步之后，数值不再有限。
train-risen = 损失反而增大了。
train-rate = 学习率可能过大：取 { $rate } 时，第一步就使损失减小。
exercise = **练习** { $title }
exercise-answer = 查看答案

# 对一切下标成立的定理
theorem-error-term = 误差项 { $name }
theorem-let = 记 { $list }。
sizes-apart = 尺寸更小时下标范围的两端重合，此处不作断言。
theorem-plain = 则有
theorem-smooth = 在 { $functions } 可导之处，有
theorem-for = 对 { $ranges }，有
theorem-for-smooth = 对 { $ranges }，在 { $functions } 可导之处，有
proof-of = **{ $equation } 的证明** { $body }
proof-fix = 固定 { $list }。
proof-hence = 故
proof-compute = 直接计算得
proof-end = 此即{ $equation }。{ $end }
proof-done = 证毕。
proof-bracket = 其中方括号 { $bracket } 在条件成立时为 1，否则为 0。
proof-immediate = 其中 { $sign } 只对一个定义式求导，式中其余各量保持不变。
paths-every = 从 { $from } 到 { $goal } 的每条路径都经过 { $stops }。
paths-then = { $first }，再经过 { $last }
paths-one-of = { $list } 中的恰好一个
paths-several = 从 { $from } 出发的路径接着经过 { $list } 之一，对它们求和。
rows-definitions = 代入定义
rows-survives = 只有 { $list } 的项不为零
entries-count = 两边各有 { $size } 个元素。
entry-of = { $matrix } 的第 { $place } 个元素是 { $entry }。
entry-hadamard = 逐元素乘积 { $sign } 再乘以 { $list }。
entries-scalar = 展开来写，{ $matrix } 就是 { $entry }；由{ $equation }，它等于 { $left }。{ $end }
entries-by = 由{ $equation }，这就是 { $left }；由 { $list } 的任意性，两边相等。{ $end }
matrix-none = 未找到{ $equation }的矩阵形式。
why-transpose = **为何要转置** 前向传播时，{ $matrix } 对第{ $forward ->
        [1] 一
       *[2] 二
    }个下标求和；反向传播时，对第{ $backward ->
        [1] 一
       *[2] 二
    }个下标求和。
shapes = 各因子的形状为 { $shapes }。

# 归纳与更新
recursion-define = **反向传播** 从最后一层起逐层向前计算 { $name }：
induction-over = 对 { $index } 从 { $last } 起向下归纳。
induction-base = 当 { $case } 时，有
induction-step = 再设 { $range }，且{ $equation }对 { $next } 和其余下标的一切取值成立，则
induction-hypothesis = 归纳假设
descent-rules = 设学习率为 { $rate }，梯度下降法走一步为
head-ranges = 下标范围
differentials-sample = 若 { $any } 只属于一个样本，则 { $short } 指 { $long }。
differentials = 对任一量 { $any }，把 { $long } 记作 { $short }。

# 矩阵等式中的记号
clauses = { $first }；{ $last }
signs = 这里{ $list }。
sign-product = { $sign } 表示逐元素乘积（Hadamard 积）
sign-quotient = { $sign } 表示逐元素相除
sign-power = 带 { $sign } 的指数表示对每个元素求幂
sign-map = { $sign } 等函数逐元素作用
sign-entries = 带下标的 { $sign } 表示以括号内各式为元素的矩阵
sign-slope = { $sign }，逐元素作用
sign-identity = { $sign } 是单位矩阵
sign-diagonal = { $sign } 表示以括号内列向量的元素为对角线、其余元素为 0 的矩阵
sign-ones = { $sign } 是元素全为 1 的列向量
sign-ones-matrix = { $sign } 是元素全为 1 的矩阵
sign-sum-rows = 右乘 { $sign } 就是把每一行的元素加起来
sign-sum-columns = 左乘 { $sign } 就是把每一列的元素加起来
