"""The rules of `kinds.py`, in order: the first that fits decides. Rules of one matter stand together.

To mend a line that is read wrongly, ask first whether its facts are right (`facts.py`); only then change a rule here.
"""

from __future__ import annotations

RULES = """
# Nothing has happened: plans, questions, settings, orders.
first:grant !give !pay !to !buy !spend                             -> grant
invest                                                             -> capital
own_funds stow|cash_in|move|put_in !take_out                       -> capital
own cash_in|stow to_account|cash_box !from                         -> capital
own money for:cash_box                                             -> capital
remainder no_verb is:none !party                                   -> no:setting
own_topup                                                          -> capital
not_done                                                           -> no:not_done
cancel !give_back                                                  -> no:not_done
setting !top_up !capital                                           -> no:setting
first:price !sell !buy !take !pay                                  -> no:chat
not_transaction                                                    -> no:chat
production !sell !wage !buy !pay !borrow !loan !capital !lend      -> no:production
goes_out sell|receive|comes_in                                     -> ?sale,expense
due_day !sell !buy !pay !is:goods !is:material !settle             -> no:setting
not_cash                                                           -> no:setting
rises !sell !buy !pay !is:cost_item !receive !comes_in             -> no:chat

# Between own places of money, whatever it is for.
windfall any:worker !receive !from                                 -> wage
household take !buy !any:customer !for:capital !is:goods !is:material !kasbon !counted_goods -> drawing
someone buy|take|pay                                               -> sale
move any:bank_alone cash|cash_box                                  -> transfer
stow|cash_in|move any:bank_alone|to_account sell|yield !subject    -> transfer
cash_in any:bank_alone                                             -> transfer
take any:bank_alone is:none !subject                               -> transfer
take_out|disburse ewallet|any:marketplace account|balance          -> transfer
disburse ewallet                                                   -> transfer
profit take|take_out|share                                         -> drawing
profit no_verb is:none !party                                      -> no:setting
withdraw !capital                                                  -> transfer
take|take_out account|bank_money !is:goods !is:material !subject !any:customer !any:worker !any:family -> transfer
take_out is:none !household !any:customer                          -> transfer

# A verb of buying or selling decides; how it was paid only adds to it.
first:order is:goods counted_goods pay|unpaid|credit !deposit      -> sale
receive is:material from due_day|unpaid|credit|bon                 -> purchase*
order taken|cleared !buy !wage                                     -> sale
settle is:goods counted_goods from|no_verb !to                     -> sale
instalment take is:goods subject !self                             -> sale
order paid_by|settle|take|taken subject !deposit !not_done         -> sale
taken is:goods|is:material|is:unknown|is:service item_first !any:family !household !self -> sale
take loan !subject                                                 -> loan
first:from buy !any:shop !any:supplier                             -> sale
first:from is:goods|is:material|is:service no_verb !for:family     -> sale
buy is:piece_work !any:customer                                    -> wage
bought first:bought !by !party                                     -> *thing
bought                                                             -> sale
buy debt|owe|bon|credit !subject !from:customer !any:lender        -> purchase*
sell debt|owe|bon|credit !subject:supplier                         -> sale
for:capital !borrow !loan !grant !any:lender                       -> capital
put_in account|to_account|cash_box !biz_money !own_funds           -> transfer
put_in any:bank_alone                                              -> transfer
put_in !buy !sell !receive                                         -> capital

# Pawned, exchanged, lost or only claimed.
pawn pay|settle|back|pay_back                                      -> loan_repayment
pawn                                                               -> loan
swap is:material any:shop|any:supplier                             -> purchase_return
swap is:none                                                       -> ?transfer,other_income
swap to|any:supplier is:material|is:goods money|back|sent_back|pay_back -> purchase_return
swap !sell !buy !pay                                               -> ?sale_return,purchase_return
cleared is:none subject !pay !self !settle                         -> receipt
loss !sell !buy !pay                                               -> ?expense,drawing
collect                                                            -> ?receipt,sale
bill send                                                          -> ?sale,receipt

# Workers' advances, and money lent.
kasbon cut !first:cut !first:wage                                  -> advance
kasbon settle|pay|back|instalment|cut|receive|give_back|pay_back subject -> receipt
kasbon cut first:kasbon                                            -> advance
kasbon cut                                                         -> ?receipt,advance
kasbon pay                                                         -> ?advance,receipt
kasbon at|to any:shop                                              -> purchase
kasbon                                                             -> advance
lend subject !to                                                   -> loan
lend from                                                          -> loan
lend                                                               -> advance

# Goods that go back.
replaced any:customer                                              -> sale_return
give_back buy                                                      -> purchase_return
give_back sell                                                     -> sale_return
come_back|money_back money|money_back any:customer                 -> sale_return
swap is:material any:shop|any:supplier                             -> purchase_return
sent_back|give_back|back|swap to is:material|is:goods !any:customer -> purchase_return
sent_back is:material !any:customer                                -> purchase_return
give_back|back loan|debt subject !self                             -> receipt
give_back|back loan                                                -> loan_repayment
give_back|back debt is:none                                        -> payment
give_back|back money any:family|any:lender|any:friend is:none !subject -> loan_repayment
replaced any:supplier|any:shop|by|with|from !is:goods              -> purchase_return
sent_back any:person|any:stranger !any:supplier !to !at            -> sale_return
sent_back !to any:shop|by|object|any:customer                      -> sale_return
give_back|back from:marketplace                                    -> purchase_return
give_back|back from is:goods !any:supplier                         -> sale_return
give_back from:shop|from:shop_buys !from:supplier                  -> sale_return
give_back|money_back|back any:customer                             -> sale_return
give_back|money_back|back subject !subject:supplier !to !is:material -> sale_return
pay_back subject:shop|subject:supplier                             -> purchase_return
pay_back is:goods !loan !debt                                      -> sale_return
pay_back subject !self                                             -> receipt
pay_back any:customer !debt                                        -> sale_return
pay_back any:family|any:friend                                     -> loan_repayment
pay_back any:lender                                                -> loan_repayment
pay_back loan                                                      -> loan_repayment
pay_back                                                           -> payment
give_back|back to                                                  -> purchase_return
give_back|money_back|back any:supplier|any:shop !from:shop_buys    -> purchase_return
give_back|back is:material                                         -> purchase_return
give_back                                                          -> sale_return
back is:goods                                                      -> sale_return
money_back                                                         -> ?purchase_return,other_income

# Instalments and loans.
unpaid instalment                                                  -> expense
interest windfall no_verb                                          -> other_income
interest pay|spend|no_verb|settle|instalment !principal !receive !grant -> expense
principal                                                          -> loan_repayment
instalment receive|from|claim|comes_in                             -> receipt
instalment subject !self !subject:lender pay|settle|move|stow|no_verb|instalment !sell !buy -> receipt
instalment any:customer                                            -> receipt
instalment !sell !buy !is:goods !debt !bon !bill                   -> loan_repayment
instalment debt|bon|bill                                           -> payment
pay_later pay|settle|bill                                          -> payment
pay_later buy                                                      -> purchase*
loan receive|disburse|comes_in|borrow|from !pay !settle !back !stow -> loan
disburse grant                                                     -> grant
disburse any:marketplace                                           -> sale
disburse any:lender|loan                                           -> loan
disburse subject|any:customer !loan !grant                         -> receipt
disburse account is:none                                           -> loan
disburse grant|any:authority                                       -> grant
disburse deposit                                                   -> deposit
loan pay|settle|stow                                               -> loan_repayment
stow any:bank_alone !instalment !subject                           -> transfer
pay|stow|settle any:lender !debt !bon !receive !tax !unpaid !deposit -> loan_repayment

# Money brought in or taken out by the owner.
own_funds for:buy|for:pay|for:material|for:goods|for:cost_item !household -> capital
capital borrow                                                     -> loan
capital grant                                                      -> grant
capital any:lender                                                 -> loan
capital any:authority                                              -> grant
capital add                                                        -> capital
capital back|take|take_out                                         -> drawing
capital !buy !spend                                                -> capital
own_funds add|stow|comes_in|to_account !buy                        -> capital
drawing                                                            -> drawing
grant receive|any:authority|no_verb|disburse|from|comes_in         -> grant
grant give|pay|to                                                  -> drawing

first:money from:family !loan !lend !borrow                        -> capital

# Borrowing without any sale.
borrow subject !self !to !from !with !subject:lender               -> advance
borrow                                                             -> loan

# Down payments.
deposit pay|give|spend|to|buy                                      -> deposit:out
deposit is:material|is:asset|is:cost_item|any:supplier !from !receive !subject -> deposit:out
deposit                                                            -> deposit:in

# Debts.
debt remainder give|stow|move|pay subject !self                    -> receipt
bill disburse|comes_in !is:cost_item                               -> receipt
bill pay|settle|paid_by|comes_in|move|stow subject !self !subject:supplier -> receipt
claim cleared                                                      -> receipt
pay credit|due_day is:material|is:unknown|is:none !buy !subject !sell !part -> payment
pay credit is:material !buy !subject !sell !part                   -> payment
settling debt any:person !to !self !receive !from !any:shop !any:supplier -> ?receipt,payment
claim to !receive !settle !comes_in !move                          -> *lent
claim disburse|pay|settle|paid_by|receive|comes_in|moved_in|move|instalment|stow -> receipt
claim                                                              -> sale
debt paid_by|settle|pay|moved_in receive|comes_in|from             -> receipt
debt|bon paid_by with|by !to                                       -> receipt
debt|bon pay|settle|paid_by|move|stow self                         -> payment
debt|bon pay|settle|paid_by|move|stow|instalment subject !subject:lender -> receipt
debt|bon paid_by|settle|pay|move any:customer !to !any:supplier    -> receipt
debt|bon paid_by any:person !by !to !any:supplier !any:shop        -> receipt
bill paid_by !is:cost_item !debt any:shop_buys|any:customer|any:person -> receipt
send is:goods|is:unknown to !money !pay !settle !is:material       -> sale
debt|bon|bill pay|settle|instalment|move|stow|paid_by !part        -> *bills
bill paid_by|receive                                               -> receipt
bon|debt take is:goods|is:unknown subject !self !subject:supplier  -> sale
bon|debt take any:supplier|any:shop !subject                       -> purchase*
unpaid take from                                                   -> purchase*
unpaid self                                                        -> purchase*
unpaid any:customer                                                -> sale
unpaid is:goods take !any:supplier !any:shop                       -> sale
unpaid subject !buy_only                                           -> sale
unpaid sell|send|service|is:service                                -> sale
unpaid to|at|object|buy|any:supplier                               -> purchase*
unpaid is:goods|by|any:authority|any:friend|any:shop_buys          -> sale
unpaid is:material|is:cost_item|is:asset|is:unknown|wage           -> purchase*
unpaid                                                             -> ?sale,purchase
debt|owe|bon sell|send                                             -> sale
owe|debt is:goods to:person|to:stranger|to:customer !first:owe !first:debt !self -> sale
debt cleared to|at|with                                            -> payment
debt|owe subject is:goods|is:material|is:leftover|is:unknown|buy|take|is:service !self !to !with !from -> sale
debt|owe subject !self !to !at                                     -> *lent
debt|owe buy|is:material|is:goods|is:asset|is:cost_item !object !subject -> purchase*
debt|owe buy|is:material|is:goods|is:asset to|at|with|from         -> purchase*
debt|owe to:lender|from:lender                                     -> loan
debt|owe to|at|with|from any:shop|any:supplier                     -> purchase*
debt|owe to|with|from|at|self is:cost_item                         -> *owed
debt|owe to|with|from|at                                           -> loan
owe buy|is:material|is:asset|is:goods|is:unknown !no_verb          -> purchase*
owe                                                                -> loan
debt object:lender                                                 -> loan
debt object|subject                                                -> ?sale,purchase,loan,advance
debt                                                               -> ?loan,purchase,sale
bon buy|is:material|is:asset any:shop|any:supplier|buy|at|no_verb  -> purchase*
bon take subject                                                   -> sale
bon subject !self is:none                                          -> *lent
bon sell|is:goods                                                  -> sale
bon to|at|with                                                     -> purchase*
bon                                                                -> ?sale,purchase

# Services rendered, sales.
service|is:service|is:piece_work|cost from:customer|subject:customer -> sale
first:tax !receive                                                 -> tax
buy_only !household !subject !is:asset                             -> purchase
commission !pay !give !spend !is:cost_item                         -> other_income
stow|move to_account yield|sell !subject                           -> transfer
yield !buy !pay !windfall !interest !cost:rent                     -> sale
sell !buy !subject:supplier                                        -> sale
sell any:customer                                                  -> sale
is:piece_work|cost:repair any:friend|any:customer !pay !wage !buy !any:worker -> sale
service pay object:person|object:worker                            -> wage
service pay|buy|spend|cost !receive !any:family                    -> expense
service !any:family                                                -> sale

# Tax, before pay.
tax receive                                                        -> other_income
tax                                                                -> tax

# The house and the family.
first:service !pay !spend !buy !cost !give !any:family             -> sale
is:cost_item counted_goods any:customer no_verb                    -> sale
for:worker is:goods no_verb !counted_goods                         -> expense
charge is:piece_work !party                                        -> expense
for:shop|to:shop|for:shop_buys|to:shop_buys no_verb !is:none !any:supplier !any:place -> sale
for:customer no_verb is:goods|is:service|is:piece_work             -> sale
is:material to no_verb                                             -> sale
their_place is:piece_work|is:service !pay !wage                    -> sale
is:piece_work order !pay !wage                                     -> sale
from:customer no_verb !is:none !windfall                           -> sale
windfall is:cost_item no_verb !from                                -> expense
send money to:supplier|to:shop                                     -> payment
owned is:piece_work|cost:repair|is:service !pay !wage              -> sale
mine is:cost_item !premises !sell !receive !wage                   -> drawing
biz_money is:cost_item|household|any:family|cost:rent mine|household|self|any:family !premises -> drawing

is:goods spend item_first !first:spend !pay                        -> sale
is:goods party counted_goods no_verb !from !any:supplier !any:shop -> sale

# Money that comes in.
receive|comes_in|moved_in|move|stow|pay|paid_by settle subject|from|any:customer !to -> receipt
first:order receive|comes_in !pay !paid_by !settle                 -> deposit:in
receive|comes_in subject:place|from:place !object !settle !debt !move -> sale
stage receive|comes_in|paid_by|moved_in|move                       -> receipt
remainder pay is:material|is:asset|any:supplier !subject !part !sell !buy -> payment
receive|comes_in|moved_in for:debt|for:bon|for:settle              -> receipt
receive|comes_in from wage is:goods                                -> sale
wage paid_by|take !receive !from !is:goods !is:unknown             -> wage
cost:repair|service cleared|paid_by !any:worker !to !pay !bill     -> sale
receive|comes_in wage piece_work|service|is:goods !any:worker      -> sale
settle receive|comes_in|moved_in|from                              -> receipt
settle subject !self !subject:supplier !to !is:material !is:asset  -> receipt
settle to|any:supplier|any:shop                                    -> payment
settle is:material|is:asset                                        -> payment
settle subject !self                                               -> receipt
settle is:goods|is:service                                         -> receipt
settle                                                             -> ?payment,receipt
remainder receive|comes_in|paid_by|pay|moved_in|subject any:customer|subject|from !part !buy !sell -> receipt
receive|comes_in|moved_in any:marketplace !windfall                -> sale
receive|comes_in cost piece_work|is:piece_work|wage                -> sale
receive|comes_in|moved_in wage|windfall|cost:rent                  -> other_income
pay_day !any:worker !object !subject !for !counted !any:person     -> other_income
windfall to !receive !any:worker !any:family                       -> payment
windfall !pay !give !to !is:cost_item !any:worker !spend !buy      -> other_income
yield cost:rent|interest                                           -> other_income
receive|comes_in move|bank from|any:customer                       -> receipt
receive|comes_in paid_by|pay                                       -> receipt
receive|comes_in ewallet is:none !party !move !windfall            -> sale
receive|comes_in any:market !wage !windfall                        -> sale
receive|comes_in is:cost_item item_first !any:authority            -> sale
receive|comes_in order is:goods                                    -> sale
receive order cleared|cash                                         -> sale
receive|comes_in order                                             -> ?sale,deposit
receive|comes_in is:goods|is:service|is:piece_work|is:leftover     -> sale
moved_in is:goods                                                  -> sale
given to|for                                                       -> drawing
given any:worker !by                                               -> wage
given any:family|by:person                                         -> capital
given any:authority                                                -> grant
given                                                              -> other_income
moved_in|receive|comes_in any:family                               -> capital
moved_in for:bon|for:debt                                          -> receipt
moved_in any:customer|any:shop|object:person|by:person|from:person -> receipt
moved_in                                                           -> other_income
paid_by is:goods|is:service|is:piece_work !from                    -> sale
paid_by subject|by|any:customer|object:person !is:material !is:cost_item !is:asset -> receipt

# Wages.
buy is:cost_item any:worker|for:worker                             -> expense
cost:repair is:asset|is:goods !sell !buy                           -> expense
wage subject:customer|from:customer                                -> sale
wage from !pay                                                     -> sale
wage cost:food is:cost_item !pay                                   -> expense
wage                                                               -> wage
any:worker pay|give|spend|no_verb|for|move is:none|is:piece_work|is:unknown !receive !deposit !sell -> wage
any:worker pay|give                                                -> wage

# Between own places of money.
fill ewallet !is:cost_item                                         -> transfer
withdraw                                                           -> transfer
cash_in !from !subject !any:lender                                 -> transfer
top_up                                                             -> transfer
take|take_out from_account|bank to_account|cash_box                -> transfer
take_out                                                           -> transfer
move_only|save to_account !from !subject !any:person !party        -> transfer
stow account|ewallet|to_account|cash_box !from !subject !any:lender !sell -> transfer
save                                                               -> transfer
stow to:supplier                                                   -> payment
stow to:shop|to:customer|to:shop_buys|is:goods|at:shop             -> sale
stow from|subject|object:shop|object:customer|object:person        -> receipt
stow any:bank_alone                                                -> transfer
stow any:lender                                                    -> loan_repayment
stow bank                                                          -> transfer

# Goods sent or taken.
cost send                                                          -> expense
send !move_only is:goods|is:material|is:unknown|is:leftover to|for|subject|counted_goods -> sale
take household|any:family                                          -> drawing
take is:goods|is:unknown|is:leftover subject|any:customer|object|any:shop_buys -> sale
take is:material|is:goods at|from|any:shop|any:supplier            -> purchase
take is:none                                                       -> drawing?
take is:material|is:goods                                          -> purchase

# What is bought.
buy any:family family_good                                         -> drawing
buy household|any:family !is:material !is:asset !any:worker        -> drawing
buy is:asset                                                       -> asset
buy is:unknown condition !counted_goods                            -> asset
buy household                                                      -> drawing
buy subject !self !buy_only !subject:worker !subject:family !buy_only -> sale
buy by:person|by:customer                                          -> sale
buy is:cost_item                                                   -> *expense
buy is:asset                                                       -> asset
buy                                                                -> purchase

# Money that goes to somebody.
part is:goods|is:service|is:unknown subject|object !buy            -> sale
subject move|pay|paid_by|give !self !is:material !is:cost_item !is:asset !subject:supplier -> receipt
move from:family                                                   -> capital
move from                                                          -> receipt
move|give|pay|take household|to:family|for:family|object:family|any:family !is:material -> drawing
move|pay|give to:supplier|object:supplier|to:shop                  -> payment?
give is:cost_item !any:family !household !any:worker               -> expense
give                                                               -> drawing?
move is:cost_item|is:material|is:asset                             -> *thing
move to|for                                                        -> payment
move object                                                        -> ?payment,wage,drawing,receipt
move is:none                                                       -> ?transfer,payment
receive|comes_in                                                   -> *income

# What is paid, or only named.
for:family|to:family no_verb                                       -> drawing
any:marketplace no_verb is:none                                    -> sale
from:family no_verb                                                -> capital
is:goods counted_goods no_verb !from                               -> sale
pocket no_verb is:none !party                                      -> other_income
household                                                          -> drawing
any:family no_verb is:none                                         -> ?drawing,other_income
any:family pay|spend|no_verb is:cost_item|is:unknown|is:none       -> drawing
from no_verb is:none !from:family !any:authority !from:shop        -> ?receipt,sale,deposit,loan
from:authority no_verb is:none                                     -> grant
pay object:person|object:worker|object:stranger is:piece_work|is:service -> wage
pay object|to is:none !any:shop !any:supplier                      -> ?payment,wage
pay any:shop|any:supplier is:none                                  -> payment
pay|spend is:goods                                                 -> purchase
is:cost_item                                                       -> *expense
cost is:piece_work                                                 -> wage
cost                                                               -> expense
is:material                                                        -> purchase
is:asset                                                           -> asset
is:leftover                                                        -> sale
is:service subject|for|to|self !pay                                -> sale
is:piece_work for|to|from|self|cash !pay                           -> sale
is:piece_work                                                      -> wage
part is:goods|is:service from !buy                                 -> sale
document is:goods                                                  -> sale
is:goods from !order                                               -> purchase
is:goods|is:service                                                -> sale
pay|spend is:unknown                                               -> expense
pay                                                                -> ?payment,expense,wage
spend                                                              -> expense
cash_box                                                           -> no:setting
is:unknown party counted_goods                                     -> sale
is:unknown counted_goods                                           -> ?sale,purchase,expense
is:unknown !party                                                  -> expense
party                                                              -> ?payment,receipt,wage
"""
