"""`diaban import`: what somebody filled in elsewhere, brought into the folder of a draft.

An importer reads one kind of file and gives an `Import`: what it understood, what must be asked and
what must be refused. Nothing is written before all of it was shown.
"""
