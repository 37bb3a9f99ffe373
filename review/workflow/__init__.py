"""READ FIRST: states, moves, gates and permissions of a story. Pure: nothing here touches the database."""
