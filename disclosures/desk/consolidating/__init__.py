"""汇总 at the desk: the units and what has changed in them, payments taken out, preview, confirmation, undo;
and of every cell the units that make it up."""
