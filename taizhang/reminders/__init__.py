"""提醒: what falls due, found once a day by the rooms' own rules, shown in the system and sent by e-mail or webhook."""
