"""The page of everything that only a clerk can say: each text in its sentence, as the outline orders them."""
