"""One sentence a share and a member: why it is what it is."""

from __future__ import annotations

from collections import defaultdict

from guyub.kernel.words import Rupiah, Words, _
from guyub.orders.split.plan import Plan
from guyub.orders.split.task import Ints, Task, same_product
from guyub.orders.split.terms import Member, Rule


class Reasons:
    """The sentences of one split; `given` (n, L) are its pieces by member and line, what was held included."""

    def __init__(self, task: Task, plan: Plan, ideal: Ints, given: Ints) -> None:
        self.task, self.plan, self.ideal, self.given = task, plan, ideal, given
        self.value = plan.value + task.held_value
        self.products = {same_product(line.product) for line in task.lines}
        self.twins: dict[object, int] = defaultdict(int)
        for row, member in enumerate(task.members):
            key = _likeness(member)
            self.twins[key] = max(self.twins[key], int(self.value[row]))

    def of_share(self, row: int, line: int) -> Words:  # noqa: PLR0911 - the first reason that holds
        """Why this member has so much of this line."""
        task = self.task
        held, pieces = int(task.held[row, line]), int(self.given[row, line])
        if pieces == held:
            return _("Tetap dipegang: sudah diterima sebelum pembagian ini.")
        slot = int((task.line[row] == line).argmax())
        least = int(task.least[row, slot])
        if held:
            return _("%(held)s buah sudah dipegang, ditambah %(extra)s buah.", held=held, extra=pieces - held)
        if pieces == int(task.most[row, slot]) and pieces < int(task.left[line]):
            return _("Sebanyak yang sanggup atau mau dikerjakannya sampai tempo.")
        if task.rule is Rule.CHEAPEST:
            return _("Minta %(ask)s sebuah: termasuk cara termurah.", ask=Rupiah(int(task.ask[row, slot])))
        if pieces == least and least > 1:
            return _("Satu lot terkecilnya, %(lot)s buah.", lot=least)
        if self.value[row] > self.ideal[row] + task.lines[line].price:
            return _("Lebih dari bagian idealnya supaya pesanan terpenuhi.")
        return _("Menuju bagian idealnya, %(ideal)s.", ideal=Rupiah(int(self.ideal[row])))

    def of_member(self, row: int) -> Words:
        """Why this member has so much of the whole order."""
        if self.value[row]:
            return self._of_maker(row)
        return self._cannot(row) or self._could(row)

    def _of_maker(self, row: int) -> Words:
        task = self.task
        value, ideal = int(self.value[row]), int(self.ideal[row])
        if task.rule is Rule.CHEAPEST:
            if task.cap[row] < value:
                return _("Sampai batas bagian untuk satu anggota.")
            return _("Harga mintanya termasuk cara termurah untuk memenuhi pesanan.")
        if self._is_full(row):
            return _("Waktunya sampai tempo terisi penuh dengan %(value)s.", value=Rupiah(value))
        piece = max((task.lines[at].price for at in task.able[row]), default=0)
        if abs(value - ideal) <= piece:
            return self._on_the_line(row)
        if value < ideal:
            return _(
                "Kurang %(lack)s dari idealnya karena lot terkecil, buah utuh, atau waktu.", lack=Rupiah(ideal - value)
            )
        return _("Lebih %(over)s dari idealnya supaya lot dan pesanan terpenuhi.", over=Rupiah(value - ideal))

    def _on_the_line(self, row: int) -> Words:
        """What the rule means for a member that gets its ideal."""
        task, value = self.task, Rupiah(int(self.value[row]))
        if task.rule is Rule.EQUAL:
            return _("Sama rata: %(value)s, seperti anggota lain yang masih sanggup.", value=value)
        if task.rule is Rule.PROPORTIONAL:
            weeks = round(float(self.value[row] / task.weight[row]), 1)
            return _("Sesuai kemampuan: %(weeks)s minggu kerja penuh, setara dengan anggota lain.", weeks=weeks)
        received = Rupiah(int(task.received[row]))
        if not received:
            return _("Setahun ini belum kebagian; %(value)s membawanya ke garis bersama.", value=value)
        return _(
            "Setahun ini sudah %(received)s; ditambah %(value)s sampai di garis bersama.",
            received=received,
            value=value,
        )

    def _is_full(self, row: int) -> bool:
        """Whether not one more piece of anything it can make would fit in its time."""
        task = self.task
        for slot in self._open(row):
            later = self.plan.free[row, task.turn[row, slot] :]
            if int(later.min()) >= int(task.ticks[row, slot]):
                return False
        return True

    def _cannot(self, row: int) -> Words | None:  # noqa: PLR0911 - the first reason that holds
        """Why the member could get nothing at all, whatever the others do."""
        task, member = self.task, self.task.members[row]
        if not any(same_product(ability.product) in self.products for ability in member.abilities):
            return _("Tidak membuat produk apa pun dalam pesanan ini.")
        can = task.able[row]
        if not can:
            mine = [ability for ability in member.abilities if same_product(ability.product) in self.products]
            if all(ability.capacity <= 0 for ability in mine):
                return _("Kapasitasnya nol.")
            return _("Mutunya di bawah yang diminta.")
        if all(member.limit.get(task.lines[at].name, 1) <= 0 for at in can):
            return _("Tidak mengambil bagian lagi.")
        if not task.weight[row]:
            return _("Tempo sudah lewat sebelum pekerjaan dapat dimulai.")
        if not (task.span[row] > 0).any():
            return _("Tidak ada waktu atau sisa pesanan yang dapat dikerjakannya.")
        if not (task.most[row] > 0).any():
            if task.cap[row] < min(int(task.least[row, slot] * task.price[row, slot]) for slot in self._open(row)):
                return _("Lot terkecilnya melebihi batas bagian untuk satu anggota.")
            return _("Lot terkecilnya lebih besar dari yang sanggup dibuatnya sampai tempo atau dari sisa pesanan.")
        return None

    def _open(self, row: int) -> list[int]:
        return [slot for slot in range(self.task.line.shape[1]) if self.task.span[row, slot] > 0]

    def _could(self, row: int) -> Words:
        """Why a member that could have had a share has none."""
        task = self.task
        if self.twins[_likeness(task.members[row])] > 0:
            return _("Kalah undian dari anggota yang keadaannya sama.")
        if task.rule is Rule.CHEAPEST:
            return _("Pesanan dapat dipenuhi lebih murah oleh anggota lain.")
        ideal = int(self.ideal[row])
        if not ideal:
            if task.rule is Rule.CATCH_UP and task.received[row]:
                return _(
                    "Sudah mendahului: diterima %(received)s dalam 12 bulan, di atas garis bersama.",
                    received=Rupiah(int(task.received[row])),
                )
            return _("Semua buah yang dapat dibuatnya diperlukan oleh anggota lain.")
        lot = min(
            int(task.least[row, slot] * task.price[row, slot]) for slot in self._open(row) if task.most[row, slot]
        )
        if ideal < lot:
            return _(
                "Bagian idealnya, %(ideal)s, lebih kecil dari lot terkecilnya, %(lot)s.",
                ideal=Rupiah(ideal),
                lot=Rupiah(lot),
            )
        return _("Sisa yang ada tidak cukup untuk lot terkecilnya tanpa merugikan anggota lain.")


def _likeness(member: Member) -> object:
    """Equal for members between whom only the draw can choose."""
    return (
        tuple(sorted((a.product, a.capacity, a.grade, a.min_lot, a.ask or -1) for a in member.abilities)),
        member.received,
        tuple(sorted(member.held.items())),
        tuple(sorted(member.limit.items())),
    )
