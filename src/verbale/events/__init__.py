"""What political actors do to one another: PLOVER as data, and the words that tell its modes, contexts and topics."""
