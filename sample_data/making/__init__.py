"""How each kind of file of the sample study is made from the texts and tables beside this package."""
