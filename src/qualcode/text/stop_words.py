"""Words that say little by themselves: small lists of our own, for English and Chinese."""

from __future__ import annotations

_ENGLISH = """
a an the this that these those and or but nor so if then than as because while though although until unless since
i me my mine myself we us our ours ourselves you your yours yourself yourselves he him his himself she her hers herself
it its itself they them their theirs themselves one ones someone somebody something anyone anybody anything everyone
everybody everything nobody nothing none who whom whose which what when where why how whether
am is are was were be been being do does did doing done have has had having will would shall should can could may might
must ought of to in on at by for with from into onto about over under after before between through during against among
within without upon off up down out above below along across behind beside besides per via
not no yes ok okay oh ah er um uh hmm well just very too also only even still yet already again once ever never always
often here there now some any each every either neither both all few many much more most less least several other others
another such same own quite rather really
i'm i've i'd i'll we're we've we'd we'll you're you've you'd you'll he's he'd he'll she's she'd she'll it's it'd it'll
they're they've they'd they'll that's there's here's what's who's where's how's let's isn't aren't wasn't weren't don't
doesn't didn't haven't hasn't hadn't won't wouldn't shan't shouldn't can't cannot couldn't mightn't mustn't
"""
_CHINESE = """
的 了 着 过 地 得 之 所 者 们 等 等等 吗 呢 吧 啊 呀 嘛 哦 噢 嗯 哎 唉 呃 哈 啦 喽 么 哇 诶
我 你 您 他 她 它 咱 我们 你们 您们 他们 她们 它们 咱们 自己 大家 别人 人家 本人
这 那 哪 这个 那个 哪个 这些 那些 哪些 这里 那里 哪里 这儿 那儿 哪儿 这样 那样 这么 那么 怎么 怎样 怎么样 如何 什么 谁 多少 几 某 某些 每 每个 各 各个 其 其他 其它 其中 另 另外 此 该 本
和 与 及 以及 或 或者 还是 而 而且 并 并且 但 但是 可是 不过 然而 却 因为 所以 因此 由于 如果 要是 假如 虽然 尽管 即使 只要 只有 无论 不管 除了 既 既然 那 于是 然后 接着 以便 否则 例如 比如 包括
在 从 自 由 向 往 到 对 对于 关于 至于 按 按照 根据 依照 通过 经过 为 为了 以 用 把 将 被 让 给 跟 同 比 于 当 随着 沿着
是 有 没 没有 不 不是 无 未 别 非 也 都 就 还 又 再 才 只 只是 就是 也是 还有 已 已经 曾 曾经 正 正在 在于 很 非常 太 更 更加 最 比较 挺 真 真的 多 少 一些 一点 一下 有点 有些 所有 全部 大概 可能 也许 其实 当然 反正 总之 甚至 一直 总是 常常 经常 有时 有时候 时候 以前 以后 之前 之后 后来 现在 当时 目前
能 能够 可以 可 会 要 想 应 应该 应当 必须 需要 得到 去 来 上 下 里 中 内 外 前 后 时 间 左右 起来 出来 下来 上去 下去 过来 过去
一 二 两 三 四 五 六 七 八 九 十 个 些 种 次 第 第一 第二 一个 一种 一样 点 说 说是 觉得 就是说 对吧 是吧 好 好的 行
"""

BUILT_IN = frozenset((_ENGLISH + _CHINESE).split())
"""The lists of both languages, as ``text.folding.folded`` writes words."""
