CODE = ()
