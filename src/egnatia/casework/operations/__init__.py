"""Operations that several states run together: controlled deliveries of goods."""
