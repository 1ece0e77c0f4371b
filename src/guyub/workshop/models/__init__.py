"""What the workshop remembers. Quantities are whole millionths of a unit (`…_micro`), money is whole rupiah."""

from guyub.workshop.models.counting import Idle, MachineDay, RejectReason, StepDay, Tally, WorkerDay
from guyub.workshop.models.making import (
    Input,
    Job,
    JobStep,
    Machine,
    MachineKind,
    Product,
    Recipe,
    RecipeStep,
    Step,
    Workshop,
)
from guyub.workshop.models.running import CapacityOffer, Duty, Task, UtilityUse, WorkGroup
from guyub.workshop.models.staff import Attendance, PayRun, Slip, SlipLine, Worker
from guyub.workshop.models.standards import Picture, Procedure, ProcedureStep, ProcedureVersion, Shown
from guyub.workshop.models.stock import DayFlow, Item, ItemUnit, Movement, StockCount, StockDay, StockPosting

__all__ = [
    "Attendance",
    "CapacityOffer",
    "DayFlow",
    "Duty",
    "Idle",
    "Input",
    "Item",
    "ItemUnit",
    "Job",
    "JobStep",
    "Machine",
    "MachineDay",
    "MachineKind",
    "Movement",
    "PayRun",
    "Picture",
    "Procedure",
    "ProcedureStep",
    "ProcedureVersion",
    "Product",
    "Recipe",
    "RecipeStep",
    "RejectReason",
    "Shown",
    "Slip",
    "SlipLine",
    "Step",
    "StepDay",
    "StockCount",
    "StockDay",
    "StockPosting",
    "Tally",
    "Task",
    "UtilityUse",
    "WorkGroup",
    "Worker",
    "WorkerDay",
    "Workshop",
]
